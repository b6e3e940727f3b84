package io.streamgauge.agent.source.flinkrest.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How busy one vertex is, from the metric fetcher.
 *
 * @param level Flink's word: ok (up to 0.10), low (up to 0.50), high; that of the worst subtask
 * @param sampledAt when Flink last fetched metrics
 */
public record RestBackpressure(@Nullable String level, @Nullable Instant sampledAt, List<Subtask> subtasks) {

    public RestBackpressure {
        subtasks = List.copyOf(subtasks);
    }

    /** One subtask; shares of time in 0..1. The busy share is null for legacy sources. */
    public record Subtask(
            int index, @Nullable Double backpressuredRatio, @Nullable Double idleRatio, @Nullable Double busyRatio) {}
}
