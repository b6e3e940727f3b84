package io.streamgauge.agent.source.reporter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Stands still until told. */
public final class ManualClock implements InstantSource {

    private final AtomicLong epochMillis = new AtomicLong(1_700_000_000_000L);

    public void advance(Duration by) {
        epochMillis.addAndGet(by.toMillis());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(epochMillis.get());
    }
}
