package io.streamgauge.agent.source.merge.reading;

import org.jspecify.annotations.Nullable;

/** Accumulated times of a task. The code of Flink spells them so; its documentation does not. */
public enum TaskMetric {
    BUSY,
    IDLE,
    BACKPRESSURED;

    /** Null for all others. */
    public static @Nullable TaskMetric named(String metricName) {
        return switch (metricName) {
            case "accumulateBusyTimeMs" -> BUSY;
            case "accumulateIdleTimeMs" -> IDLE;
            case "accumulateBackPressuredTimeMs" -> BACKPRESSURED;
            default -> null;
        };
    }
}
