package io.streamgauge.agent.profile.jfr;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import one.profiler.AsyncProfiler;

/** Records this JVM while a thread of a given name calculates and allocates. One recording at a time: the profiler is the JVM's. */
public final class SelfProfiler {

    private SelfProfiler() {}

    /** Records until the thread has used a fifth of a second of a CPU. */
    public static byte[] record(String event, String threadName) throws IOException, InterruptedException {
        synchronized (SelfProfiler.class) {
            Path file = Files.createTempFile("recording", ".jfr");
            Spinner spinner = new Spinner();
            Thread thread = new Thread(spinner, threadName);
            AsyncProfiler profiler = AsyncProfiler.getInstance();
            try {
                profiler.execute("start,jfr," + event + ",loglevel=none,file=" + file);
                thread.start();
                thread.join();
                profiler.execute("stop");
                return Files.readAllBytes(file);
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    private static final class Spinner implements Runnable {

        private static final long CPU_NANOS = Duration.ofMillis(200).toNanos();

        private volatile Object kept = "";

        @Override
        public void run() {
            var threads = ManagementFactory.getThreadMXBean();
            long value = 1;
            while (threads.getCurrentThreadCpuTime() < CPU_NANOS) {
                value = hot(value);
                kept = new byte[1_000 + (int) (value & 255)];
            }
            if (kept.hashCode() == value) {
                throw new IllegalStateException("nobody reads this, but the compiler cannot know");
            }
        }

        private static long hot(long start) {
            long value = start;
            for (int i = 0; i < 200_000; i++) {
                value = value * 31 + i;
            }
            return value;
        }
    }
}
