package io.streamgauge.wire.profile;

/** Why a process does not profile, or does not go on. Codes are numbers on the wire and never reused. */
public enum Refusal {
    /** It is being profiled for somebody else. */
    BUSY(0),
    /** Not on this platform or JVM, or switched off. */
    UNSUPPORTED(1),
    /** Another profiler works in the process. */
    FOREIGN_PROFILER(2),
    /** A crash of this process was laid at the profiler's door. */
    CIRCUIT_OPEN(3),
    /** The profiler said no, or broke. */
    FAILED(4),
    /** More was recorded than may be kept. */
    TOO_LARGE(5),
    /** More was asked than the process allows. */
    LIMIT(6);

    private static final Refusal[] BY_CODE = values();

    private final int code;

    Refusal(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** {@link #FAILED} for a code that this version does not know. */
    public static Refusal ofCode(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : FAILED;
    }
}
