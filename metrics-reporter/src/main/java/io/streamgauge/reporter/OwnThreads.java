package io.streamgauge.reporter;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the reporter's threads, all of them daemons, and adds up their CPU time. Thread-safe. */
final class OwnThreads implements ThreadFactory {

    private final String name;
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong endedCpuNanos = new AtomicLong();
    private final Set<Long> live = ConcurrentHashMap.newKeySet();
    private final ThreadMXBean mx = ManagementFactory.getThreadMXBean();

    OwnThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable work) {
        long number = started.incrementAndGet();
        Thread thread = new Thread(() -> run(work), number == 1 ? name : name + '-' + number);
        thread.setDaemon(true);
        // Not that of whoever happens to call, which may belong to a job.
        thread.setContextClassLoader(OwnThreads.class.getClassLoader());
        return thread;
    }

    private void run(Runnable work) {
        long id = Thread.currentThread().getId();
        live.add(id);
        try {
            work.run();
        } finally {
            live.remove(id);
            endedCpuNanos.addAndGet(Math.max(0, mx.getCurrentThreadCpuTime()));
        }
    }

    /** CPU time of all threads that were ever made here. */
    long cpuNanos() {
        long nanos = endedCpuNanos.get();
        for (long id : live) {
            nanos += Math.max(0, mx.getThreadCpuTime(id));
        }
        return nanos;
    }
}
