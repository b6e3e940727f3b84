package io.streamgauge.wire;

/** Flink's metric types. The ordinal is the number on the wire: append only. */
public enum MetricType {
    COUNTER,
    GAUGE,
    /** Events per second, from Flink's Meter. */
    METER,
    HISTOGRAM
}
