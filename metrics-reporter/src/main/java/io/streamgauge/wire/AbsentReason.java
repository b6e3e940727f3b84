package io.streamgauge.wire;

/** Why a metric has no number. Unknown is never 0. The ordinal is the number on the wire: append only. */
public enum AbsentReason {
    /** The gauge returned null. */
    NULL,
    /** The gauge returned NaN. */
    NAN,
    /** The gauge returned a string, a list or another object that is no number. */
    NOT_NUMERIC,
    /** Reading threw. */
    THREW,
    /** Reading did not come back in time; the metric is left alone until it does. */
    BLOCKED
}
