package io.streamgauge.agent.fact;

import org.jspecify.annotations.Nullable;

/**
 * One subtask of a vertex. Shares are of the time since the tick before, from Flink's accumulated times, and lie in
 * 0..1.
 *
 * @param attempt 0 for the first execution
 * @param processId the process it runs in, see {@link ProcessFacts#id}
 */
public record SubtaskFacts(
        int index,
        @Nullable Integer attempt,
        @Nullable String processId,
        @Nullable Double busyRatio,
        @Nullable Double idleRatio,
        @Nullable Double backpressuredRatio) {}
