package io.streamgauge.agent.source.flinkrest.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One part of what REST tells, read on its own: either a value, or the reason in words why there is none. A part whose
 * last reading failed keeps no older value.
 *
 * @param value null exactly when {@code problem} is not
 * @param at when it was read, or was last tried: begin of the poll, so that an age taken from it is never too small;
 *     null before the first try. Flink's own caches make a value older by up to their timeout
 */
public record Part<T>(@Nullable T value, @Nullable Instant at, @Nullable String problem) {

    public Part {
        if ((value == null) == (problem == null)) {
            throw new IllegalArgumentException("expected a value or a problem, found " + value + " and " + problem);
        }
    }

    public static <T> Part<T> of(T value, Instant at) {
        return new Part<>(value, at, null);
    }

    public static <T> Part<T> absent(String problem, @Nullable Instant at) {
        return new Part<>(null, at, problem);
    }

    public static <T> Part<T> notReadYet() {
        return new Part<>(null, null, "not read yet");
    }
}
