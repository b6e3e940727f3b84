package io.streamgauge.wire;

import org.jspecify.annotations.Nullable;

/** Flink's metric types. Codes are numbers on the wire and never reused. */
public enum MetricType {
    COUNTER(0),
    GAUGE(1),
    /** Events per second, from Flink's Meter. */
    METER(2),
    HISTOGRAM(3);

    private static final MetricType[] BY_CODE = values();

    private final int code;

    MetricType(int code) {
        this.code = code;
    }

    /** Its number on the wire. */
    public int code() {
        return code;
    }

    /** Null for a code that this version does not know. */
    static @Nullable MetricType ofCode(int code) {
        return code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
