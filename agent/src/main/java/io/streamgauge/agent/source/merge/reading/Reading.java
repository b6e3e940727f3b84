package io.streamgauge.agent.source.merge.reading;

import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers of one scope in one report. What is not there, or is no number, is null. Immutable. */
public final class Reading<M extends Enum<M>> {

    private final Map<M, Long> values;

    private Reading(Map<M, Long> values) {
        this.values = values;
    }

    public static <M extends Enum<M>> Reading<M> of(ProcessSnapshot snapshot, Map<M, Integer> slots) {
        if (slots.isEmpty()) {
            return nothing();
        }
        Map<M, Long> values = new EnumMap<>(slots.keySet().iterator().next().getDeclaringClass());
        slots.forEach((metric, slot) -> {
            Long value = whole(snapshot, slot);
            if (value != null) {
                values.put(metric, value);
            }
        });
        return new Reading<>(values);
    }

    private static @Nullable Long whole(ProcessSnapshot snapshot, int slot) {
        if (snapshot.kind(slot) == ProcessSnapshot.LONG) {
            return snapshot.bits(slot);
        }
        double value = snapshot.value(slot);
        return Double.isFinite(value) ? (long) value : null;
    }

    @Nullable
    public Long get(M metric) {
        return values.get(metric);
    }

    /** Null unless both are known. */
    @Nullable
    public Long sum(M one, M other) {
        Long first = get(one);
        Long second = get(other);
        return first == null || second == null ? null : first + second;
    }

    /** Whether there are numbers, and none but 0. */
    public boolean allZero() {
        return !values.isEmpty() && values.values().stream().allMatch(value -> value == 0);
    }

    public Reading<M> without(Iterable<M> metrics) {
        if (values.isEmpty()) {
            return this;
        }
        Map<M, Long> fewer = new EnumMap<>(values);
        metrics.forEach(fewer::remove);
        return new Reading<>(fewer);
    }

    public static <M extends Enum<M>> Reading<M> nothing() {
        return new Reading<>(Map.<M, Long>of());
    }
}
