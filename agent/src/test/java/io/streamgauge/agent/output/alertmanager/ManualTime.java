package io.streamgauge.agent.output.alertmanager;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is moved. Safe for use by several threads. */
final class ManualTime implements InstantSource {

    private volatile Instant now = Instant.parse("2026-01-01T10:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void advanceSeconds(long seconds) {
        now = now.plusSeconds(seconds);
    }
}
