package io.streamgauge.reporter.link;

import java.time.Duration;
import java.util.Random;

/**
 * How long to wait before the next attempt: doubling from half a second to a bound, less a random part of up to half, so
 * that many processes do not come back at once. Owned by one thread.
 */
public final class BackOff {

    private static final long FIRST_NANOS = Duration.ofMillis(500).toNanos();
    /** A connection that held this long was a good one. */
    private static final long HEALTHY_NANOS = Duration.ofMinutes(1).toNanos();

    private final long mostNanos;
    private final Random random;
    private long nextNanos = FIRST_NANOS;

    public BackOff(Duration most, Random random) {
        this.mostNanos = most.toNanos();
        this.random = random;
    }

    /** @param heldNanos how long the connection held; 0 if there was none */
    long afterFailure(long heldNanos) {
        if (heldNanos >= HEALTHY_NANOS) {
            nextNanos = FIRST_NANOS;
        }
        long full = Math.min(nextNanos, mostNanos);
        nextNanos = Math.min(nextNanos * 2, mostNanos);
        return full - (long) (random.nextDouble() * full / 2);
    }
}
