package io.streamgauge.agent.inspect;

import io.streamgauge.agent.inspect.text.Quantities;
import io.streamgauge.checkpoint.read.ReadProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shows how far a long reading is: on a terminal as one line that is written over, else as lines at times. Nothing for what takes less than
 * a second. Stopped from any thread; else of the thread that reads.
 */
final class ProgressLine implements ReadProgress {
    private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long TERMINAL_NANOS = Duration.ofMillis(200).toNanos();
    private static final long PLAIN_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int BAR = 24;

    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private long start;
    private long lastBytes;
    private long next;
    private int shown;
    private volatile boolean stopped;

    ProgressLine(PrintWriter err, boolean terminal, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.next = start + FIRST_NANOS;
    }

    @Override
    public synchronized boolean advanced(long bytesDone, long bytesTotal) {
        long now = nanoTime.getAsLong();
        if (bytesDone < lastBytes) {
            // Another state or checkpoint.
            start = now;
        }
        lastBytes = bytesDone;
        if (!stopped && now - next >= 0 && bytesTotal > 0) {
            next = now + (terminal ? TERMINAL_NANOS : PLAIN_NANOS);
            show(text(Math.min(bytesDone, bytesTotal), bytesTotal, now - start));
        }
        return !stopped;
    }

    /** Ends the reading at its next step. */
    void stop() {
        stopped = true;
        clear();
    }

    /** Takes the line away; whatever is printed next begins in its place. */
    synchronized void clear() {
        if (shown > 0) {
            err.print("\r" + " ".repeat(shown) + "\r");
            err.flush();
            shown = 0;
        }
    }

    private static String text(long done, long total, long nanos) {
        double share = (double) done / total;
        int filled = (int) (share * BAR);
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + (int) (100 * share) + " % of "
                + Quantities.bytes(total) + speed(done, total, nanos);
    }

    /** Nothing where it is too early to tell. */
    private static String speed(long done, long total, long nanos) {
        long perSecond = nanos < TERMINAL_NANOS ? 0 : (long) (done / (nanos / 1e9));
        return perSecond == 0
                ? ""
                : ", " + Quantities.bytes(perSecond) + "/s, "
                        + Quantities.age(Duration.ofSeconds((total - done) / perSecond)) + " left";
    }

    private void show(String text) {
        if (terminal) {
            err.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
            shown = text.length();
        } else {
            err.println(text);
        }
        err.flush();
    }
}
