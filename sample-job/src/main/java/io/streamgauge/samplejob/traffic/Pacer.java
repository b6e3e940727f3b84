package io.streamgauge.samplejob.traffic;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Holds events back until they are due by the clock, and lets through at once what is overdue: after a standstill the
 * source catches up. Blocks the task thread meanwhile, for a tenth of a second at most at a time.
 */
final class Pacer {

    private static final long LONGEST_MILLIS = 100;

    private final LongSupplier clockMillis;
    private final LongConsumer pauseMillis;

    Pacer(LongSupplier clockMillis, LongConsumer pauseMillis) {
        this.clockMillis = clockMillis;
        this.pauseMillis = pauseMillis;
    }

    static Pacer byWallClock() {
        return new Pacer(System::currentTimeMillis, millis -> LockSupport.parkNanos(millis * 1_000_000));
    }

    /** Returns once the time has come, or when the thread is interrupted because the task is being cancelled. */
    void await(long dueMillis) {
        long ahead = dueMillis - clockMillis.getAsLong();
        while (ahead > 0 && !Thread.currentThread().isInterrupted()) {
            pauseMillis.accept(Math.min(ahead, LONGEST_MILLIS));
            ahead = dueMillis - clockMillis.getAsLong();
        }
    }
}
