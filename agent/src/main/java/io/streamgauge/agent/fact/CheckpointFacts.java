package io.streamgauge.agent.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checkpointing of one job.
 *
 * @param completed completed since the agent first saw the job; each checkpoint id counted once, whatever told of it
 * @param failed failed after they were triggered: Flink's own count also has those refused while tasks start
 * @param interval null when checkpointing is off or not known
 * @param lastCompleted null before the first
 * @param runningSince trigger time of the oldest one under way; null when none is
 * @param restored the checkpoint this execution started from; null for a cold start
 * @param fresh those that came to an end since the tick before, oldest first
 */
public record CheckpointFacts(
        @Nullable Long completed,
        @Nullable Long failed,
        @Nullable Duration interval,
        @Nullable Duration timeout,
        @Nullable CheckpointRecord lastCompleted,
        @Nullable Instant runningSince,
        @Nullable RestoreRecord restored,
        List<CheckpointRecord> fresh) {

    public CheckpointFacts {
        fresh = List.copyOf(fresh);
    }

    /** Nothing is known of this job's checkpoints. */
    public static CheckpointFacts unknown() {
        return new CheckpointFacts(null, null, null, null, null, null, null, List.of());
    }
}
