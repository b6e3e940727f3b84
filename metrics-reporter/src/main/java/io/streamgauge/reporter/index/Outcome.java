package io.streamgauge.reporter.index;

import io.streamgauge.wire.AbsentReason;

/** What came of reading a metric; bytes, since there are two per metric. */
public final class Outcome {

    // No number; places in REASONS.
    public static final byte NULL = 0;
    public static final byte NAN = 1;
    public static final byte NOT_NUMERIC = 2;
    public static final byte THREW = 3;
    public static final byte BLOCKED = 4;

    public static final byte LONG = 16;
    public static final byte DOUBLE = 17;
    public static final byte HISTOGRAM = 18;
    /** A histogram whose count did not move: its statistics were not computed again. */
    public static final byte UNMOVED = 19;
    /** Not tried since it was registered. */
    public static final byte NOT_READ = 20;

    private static final AbsentReason[] REASONS = {
        AbsentReason.NULL, AbsentReason.NAN, AbsentReason.NOT_NUMERIC, AbsentReason.THREW, AbsentReason.BLOCKED
    };

    private Outcome() {}

    /** A long or a double. */
    public static boolean isNumber(byte outcome) {
        return outcome == LONG || outcome == DOUBLE;
    }

    public static boolean isAbsent(byte outcome) {
        return outcome < LONG;
    }

    /** Of one that is absent. */
    public static AbsentReason reason(byte outcome) {
        return REASONS[outcome];
    }
}
