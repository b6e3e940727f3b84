package io.streamgauge.agent.metric;

/** Prometheus metric types that the catalog uses. */
public enum MetricType {
    COUNTER,
    GAUGE
}
