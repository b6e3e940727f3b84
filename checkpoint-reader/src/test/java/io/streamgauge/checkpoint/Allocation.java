package io.streamgauge.checkpoint;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How many bytes something allocates on the heap, in this thread. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    public static long bytesOf(Attempt attempt) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        attempt.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** May fail. */
    public interface Attempt {
        void run() throws Exception;
    }
}
