package io.streamgauge.agent.output.prometheus.series;

/** Which labels Flink's own series carry; docs/metrics-endpoint.md lists them. */
public enum LabelMode {
    /**
     * Values unmangled; series of tasks and operators say nothing of the attempt and of the TaskManager it runs on, so
     * that a restart adds no series. {@code streamgauge_subtask_info} tells these.
     */
    STABLE,
    /** Exactly the names, labels and mangled values of Flink's PrometheusReporter. */
    COMPATIBLE
}
