package io.streamgauge.agent.fact;

import org.jspecify.annotations.Nullable;

/**
 * One subtask of a vertex. Shares are of the last ten seconds or more, from Flink's accumulated times, and lie in 0..1:
 * Flink adds up a long rest only every five seconds, so that shorter windows would be wrong.
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
