package io.streamgauge.agent.profile.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Adds samples up to a {@link Profile}. For one thread. */
public final class ProfileBuilder {

    private final ProfileUnit unit;
    private final Map<Frame, Integer> ids = new HashMap<>();
    private final List<Frame> frames = new ArrayList<>();
    private final Map<Stack, Long> values = new HashMap<>();

    public ProfileBuilder(ProfileUnit unit) {
        this.unit = unit;
    }

    /**
     * Adds a sample.
     *
     * @param stack root first; may be empty
     * @param value above 0
     * @throws ArithmeticException when a stack's sum does not fit in a long
     */
    public ProfileBuilder add(String thread, List<Frame> stack, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("value of a sample: found " + value + ", expected more than 0");
        }
        int[] numbers = stack.stream().mapToInt(this::id).toArray();
        values.merge(new Stack(thread, numbers), value, Math::addExact);
        return this;
    }

    /** Adds all samples of a profile of the same unit. */
    public ProfileBuilder addAll(Profile profile) {
        return addAll(profile, thread -> true);
    }

    ProfileBuilder addAll(Profile profile, Predicate<String> threads) {
        if (profile.unit() != unit) {
            throw new IllegalArgumentException(
                    "unit of a profile: found " + profile.unit().text() + ", expected " + unit.text());
        }
        profile.values().forEach((stack, value) -> {
            if (threads.test(stack.thread())) {
                add(stack.thread(), profile.framesOf(stack), value);
            }
        });
        return this;
    }

    /** What was added so far. */
    public Profile build() {
        List<Frame> sorted = frames.stream().sorted().toList();
        int[] renumbered = new int[sorted.size()];
        for (int i = 0; i < renumbered.length; i++) {
            renumbered[ids.getOrDefault(sorted.get(i), 0)] = i;
        }
        SortedMap<Stack, Long> canonical = new TreeMap<>();
        values.forEach((stack, value) -> {
            int[] numbers = new int[stack.depth()];
            Arrays.setAll(numbers, level -> renumbered[stack.frame(level)]);
            canonical.put(new Stack(stack.thread(), numbers), value);
        });
        return new Profile(unit, sorted, Collections.unmodifiableSortedMap(canonical));
    }

    private int id(Frame frame) {
        return ids.computeIfAbsent(frame, added -> {
            frames.add(added);
            return frames.size() - 1;
        });
    }
}
