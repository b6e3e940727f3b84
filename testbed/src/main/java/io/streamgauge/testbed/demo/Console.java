package io.streamgauge.testbed.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * What a person reads: steps with the time each took, then lines stamped with the time since the job runs. Safe for use by
 * several threads.
 */
final class Console {

    private final PrintStream out;
    private long startedNanos;
    private volatile boolean stopping;

    Console(PrintStream out) {
        this.out = out;
        this.startedNanos = System.nanoTime();
    }

    /** Work to be done. */
    interface Work<T> {
        T run();
    }

    /** Says what is being done, does it, and says how long it took. */
    <T> T step(String what, Work<T> work) {
        out.print("  " + what + " ... ");
        out.flush();
        long start = System.nanoTime();
        try {
            T result = work.run();
            out.printf(Locale.ROOT, "%.1f s%n", (System.nanoTime() - start) / 1e9);
            return result;
        } catch (RuntimeException e) {
            out.println(stopping ? "" : "failed");
            throw e;
        }
    }

    /** The stamps of {@link #seen} count from here. */
    synchronized void startClock() {
        startedNanos = System.nanoTime();
    }

    synchronized Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** The last that is said: what fails from now on fails because everything is being stopped. */
    void goodbye(String text) {
        line(text);
        stopping = true;
    }

    synchronized void line(String text) {
        if (stopping) {
            return;
        }
        out.println(text);
        out.flush();
    }

    /** A line with the time since {@link #startClock}. */
    synchronized void seen(String text) {
        long seconds = elapsed().toSeconds();
        line(String.format(Locale.ROOT, "  %3d:%02d  %s", seconds / 60, seconds % 60, text));
    }
}
