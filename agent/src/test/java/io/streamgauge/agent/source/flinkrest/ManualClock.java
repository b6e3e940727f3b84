package io.streamgauge.agent.source.flinkrest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until it is told. */
final class ManualClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }
}
