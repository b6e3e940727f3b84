package io.streamgauge.agent.profile.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Lets so many through in any hour. For one thread. */
final class HourlyLimit {

    private static final Duration HOUR = Duration.ofHours(1);

    private final int most;
    private final Deque<Instant> taken = new ArrayDeque<>();

    HourlyLimit(int most) {
        this.most = most;
    }

    /** Null when one more may pass, and is counted; else when the next may. */
    @Nullable
    Instant take(Instant now) {
        while (!taken.isEmpty() && !taken.peekFirst().isAfter(now.minus(HOUR))) {
            taken.removeFirst();
        }
        if (taken.size() < most) {
            taken.addLast(now);
            return null;
        }
        return taken.getFirst().plus(HOUR);
    }

    /** What was counted last did not happen. */
    void giveBack() {
        taken.pollLast();
    }
}
