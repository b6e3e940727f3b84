package io.streamgauge.agent.source.merge;

import org.jspecify.annotations.Nullable;

/** Accumulated times of a task. The code of Flink spells them so; its documentation does not. */
enum TaskMetric {
    BUSY,
    IDLE,
    BACKPRESSURED;

    /** Null for all others. */
    static @Nullable TaskMetric named(String metricName) {
        return switch (metricName) {
            case "accumulateBusyTimeMs" -> BUSY;
            case "accumulateIdleTimeMs" -> IDLE;
            case "accumulateBackPressuredTimeMs" -> BACKPRESSURED;
            default -> null;
        };
    }
}
