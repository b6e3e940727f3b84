package io.streamgauge.agent.source.flinkrest.answer;

import io.streamgauge.agent.fact.RestoreRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checkpointing of one job as the JobManager remembers it.
 *
 * @param running triggered and not ended, oldest first
 * @param restored what the running execution was restored from; null for a cold start
 */
public record RestCheckpoints(Counts counts, List<Running> running, @Nullable RestoreRecord restored) {

    public RestCheckpoints {
        running = List.copyOf(running);
    }

    /**
     * Since this JobManager took the job up: all start at 0 again when it is restarted. {@code failed} also has those
     * that were refused before any task was asked, as happens at each start; the history does not show them.
     */
    public record Counts(
            @Nullable Long restored,
            @Nullable Long total,
            @Nullable Long inProgress,
            @Nullable Long completed,
            @Nullable Long failed) {}

    /** One under way. */
    public record Running(
            long id,
            Instant triggeredAt,
            boolean savepoint,
            @Nullable Integer subtasksAcknowledged,
            @Nullable Integer subtasks) {}

    /**
     * How the job checkpoints.
     *
     * @param interval null when checkpointing only happens on demand
     */
    public record Settings(
            @Nullable Duration interval,
            @Nullable Duration timeout,
            @Nullable Duration minPause,
            @Nullable Integer maxConcurrent,
            @Nullable Integer tolerableFailures,
            @Nullable Boolean unaligned,
            @Nullable String stateBackend,
            @Nullable String storage) {}
}
