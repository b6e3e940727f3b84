package io.streamgauge.agent.fact;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One checkpoint or savepoint that came to an end.
 *
 * @param fullBytes all state it refers to
 * @param incrementalBytes what it uploaded itself
 * @param processedInFlightBytes data processed during alignment
 * @param persistedInFlightBytes in-flight data stored by an unaligned checkpoint
 * @param externalPath directory, where REST told it
 * @param failure why it failed; null when it completed
 */
public record CheckpointRecord(
        long id,
        boolean completed,
        Instant triggeredAt,
        Duration duration,
        @Nullable Long fullBytes,
        @Nullable Long incrementalBytes,
        @Nullable Long processedInFlightBytes,
        @Nullable Long persistedInFlightBytes,
        @Nullable Boolean unaligned,
        boolean savepoint,
        @Nullable String externalPath,
        @Nullable String failure) {}
