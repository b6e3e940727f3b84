package io.streamgauge.agent.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until told. Any thread. */
public final class ManualClock implements InstantSource {

    private Instant now = Instant.parse("2026-01-01T10:00:00Z");

    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }
}
