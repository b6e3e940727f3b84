package io.streamgauge.agent.output.alertmanager;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Waits between attempts: doubled each time, at most half the resend period, less up to half of it by chance. For one thread. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 16;

    private final long firstMillis;
    private final long mostMillis;
    private final DoubleSupplier random;
    private int attempts;

    /**
     * Waits that suit a resend period.
     *
     * @param random 0 to 1
     */
    Backoff(Duration resend, DoubleSupplier random) {
        this.mostMillis = Math.max(1, resend.toMillis() / 2);
        this.firstMillis = Math.min(FIRST.toMillis(), Math.max(1, resend.toMillis() / 10));
        this.random = random;
    }

    void succeeded() {
        attempts = 0;
    }

    /**
     * How long to wait after one more failure.
     *
     * @param asked by the peer, 0 if it did not; honoured up to the resend period
     */
    Duration failed(Duration asked) {
        long millis = Math.min(mostMillis, firstMillis << Math.min(attempts, MOST_DOUBLINGS));
        attempts++;
        long jittered = Math.max(1, Math.round(millis * (1 - random.getAsDouble() / 2)));
        return Duration.ofMillis(Math.max(jittered, Math.min(asked.toMillis(), 2 * mostMillis)));
    }
}
