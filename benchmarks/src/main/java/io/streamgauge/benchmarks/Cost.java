package io.streamgauge.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * CPU time and allocation, as the JVM accounts them per thread. The collector's own threads are in none of them, which
 * favours whoever makes more garbage.
 *
 * @param cpuNanos of the threads that count
 * @param wallNanos from begin to end
 * @param allocatedBytes by the threads that count
 */
public record Cost(long cpuNanos, long wallNanos, long allocatedBytes) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Work that may fail. */
    public interface Work {
        void run() throws Exception;
    }

    /** Cost on the calling thread. */
    public static Cost ofThisThread(Work work) throws Exception {
        long thread = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(thread);
        long cpu = THREADS.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        work.run();
        return new Cost(
                THREADS.getCurrentThreadCpuTime() - cpu,
                System.nanoTime() - wall,
                THREADS.getThreadAllocatedBytes(thread) - bytes);
    }

    /** Cost on all threads whose name fits. What a thread did that ended meanwhile is lost: keep them alive. */
    public static Cost ofThreads(Predicate<String> names, Work work) throws Exception {
        Map<Long, long[]> before = read(names);
        long wall = System.nanoTime();
        work.run();
        long elapsed = System.nanoTime() - wall;
        long cpu = 0;
        long bytes = 0;
        for (Map.Entry<Long, long[]> thread : read(names).entrySet()) {
            long[] then = before.getOrDefault(thread.getKey(), new long[2]);
            cpu += Math.max(0, thread.getValue()[0] - then[0]);
            bytes += Math.max(0, thread.getValue()[1] - then[1]);
        }
        return new Cost(cpu, elapsed, bytes);
    }

    public double cpuMillis() {
        return cpuNanos / 1e6;
    }

    public double wallMillis() {
        return wallNanos / 1e6;
    }

    public double allocatedKilobytes() {
        return allocatedBytes / 1e3;
    }

    private static Map<Long, long[]> read(Predicate<String> names) {
        Map<Long, long[]> costs = new HashMap<>();
        for (java.lang.management.ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && names.test(thread.getThreadName())) {
                long id = thread.getThreadId();
                costs.put(id, new long[] {THREADS.getThreadCpuTime(id), THREADS.getThreadAllocatedBytes(id)});
            }
        }
        return costs;
    }
}
