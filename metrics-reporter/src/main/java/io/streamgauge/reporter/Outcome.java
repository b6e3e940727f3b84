package io.streamgauge.reporter;

import io.streamgauge.wire.AbsentReason;

/** What came of reading a metric; bytes, since there are two per metric. */
final class Outcome {

    // No number; places in REASONS.
    static final byte NULL = 0;
    static final byte NAN = 1;
    static final byte NOT_NUMERIC = 2;
    static final byte THREW = 3;
    static final byte BLOCKED = 4;

    static final byte LONG = 16;
    static final byte DOUBLE = 17;
    static final byte HISTOGRAM = 18;
    /** A histogram whose count did not move: its statistics were not computed again. */
    static final byte UNMOVED = 19;
    /** Not tried since it was registered. */
    static final byte NOT_READ = 20;

    private static final AbsentReason[] REASONS = {
        AbsentReason.NULL, AbsentReason.NAN, AbsentReason.NOT_NUMERIC, AbsentReason.THREW, AbsentReason.BLOCKED
    };

    private Outcome() {}

    static boolean isAbsent(byte outcome) {
        return outcome < LONG;
    }

    static AbsentReason reason(byte outcome) {
        return REASONS[outcome];
    }
}
