package io.streamgauge.agent.observation;

import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint cost the job, and what it may cost.
 *
 * @param durationMillis end to end; null where not known
 * @param timeoutMillis after which Flink gives a checkpoint up; null where not known
 * @param newBytes uploaded for this checkpoint; null where not known
 */
public record CheckpointCost(@Nullable Long durationMillis, @Nullable Long timeoutMillis, @Nullable Long newBytes) {

    public static final CheckpointCost UNKNOWN = new CheckpointCost(null, null, null);
}
