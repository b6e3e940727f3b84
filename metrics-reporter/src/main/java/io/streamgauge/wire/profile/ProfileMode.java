package io.streamgauge.wire.profile;

import org.jspecify.annotations.Nullable;

/** What is sampled. A closed set: an agent names one of these and never a text. Codes are numbers on the wire and never reused. */
public enum ProfileMode {
    CPU(0),
    WALL(1),
    ALLOC(2),
    LOCK(3),
    NATIVE_MEMORY(4);

    private static final ProfileMode[] BY_CODE = values();

    private final int code;

    ProfileMode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Null for a code that this version does not know. */
    public static @Nullable ProfileMode ofCode(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
