package io.streamgauge.agent.profile;

import java.util.Optional;

/** What a profile counts. A closed set: no other text ever reaches the profiler's native library. */
public enum ProfileMode {
    /** Time on a CPU. */
    CPU("cpu"),
    /** Time passed, on a CPU or waiting. */
    WALL("wall"),
    /** Bytes allocated on the Java heap. */
    ALLOC("alloc"),
    /** Time spent waiting for Java locks. */
    LOCK("lock"),
    /** Bytes allocated by native code and not freed while the profile ran. */
    NATIVE_MEMORY("native-memory");

    private final String text;

    ProfileMode(String text) {
        this.text = text;
    }

    /** The name in requests, answers and file names, e.g. {@code native-memory}. */
    public String text() {
        return text;
    }

    /** The mode of that {@link #text()}, or nothing. */
    public static Optional<ProfileMode> of(String text) {
        for (ProfileMode mode : values()) {
            if (mode.text.equals(text)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
