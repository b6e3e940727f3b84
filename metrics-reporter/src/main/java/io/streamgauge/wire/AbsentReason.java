package io.streamgauge.wire;

import org.jspecify.annotations.Nullable;

/** Why a metric has no number. Unknown is never 0. Codes are numbers on the wire and never reused. */
public enum AbsentReason {
    /** The gauge returned null. */
    NULL(0),
    /** The gauge returned NaN. */
    NAN(1),
    /** The gauge returned a string, a list or another object that is no number. */
    NOT_NUMERIC(2),
    /** Reading threw. */
    THREW(3),
    /** Reading did not come back in time; the metric is left alone until it does. */
    BLOCKED(4);

    private static final AbsentReason[] BY_CODE = values();

    private final int code;

    AbsentReason(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Null for a code that this version does not know. */
    static @Nullable AbsentReason ofCode(int code) {
        return code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
