package io.streamgauge.agent.profile.model;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * What threads did, by stack. Immutable and canonical: frames are sorted and all in use, stacks are sorted and differ,
 * values are above 0. So two profiles of the same samples are equal, however they were put together.
 */
public final class Profile {

    private final ProfileUnit unit;
    private final List<Frame> frames;
    private final SortedMap<Stack, Long> values;
    private final long total;

    /** Takes its arguments over; {@link ProfileBuilder} makes them canonical. */
    Profile(ProfileUnit unit, List<Frame> frames, SortedMap<Stack, Long> values) {
        this.unit = unit;
        this.frames = frames;
        this.values = values;
        long sum = 0;
        for (long value : values.values()) {
            sum = Math.addExact(sum, value);
        }
        this.total = sum;
    }

    public static Profile empty(ProfileUnit unit) {
        return new ProfileBuilder(unit).build();
    }

    /** The sum of several profiles, exact and the same in any order; all must have this unit. */
    public static Profile merge(ProfileUnit unit, List<Profile> parts) {
        ProfileBuilder sum = new ProfileBuilder(unit);
        parts.forEach(sum::addAll);
        return sum.build();
    }

    /** What the threads wanted did. */
    public Profile ofThreads(Predicate<String> wanted) {
        ProfileBuilder kept = new ProfileBuilder(unit);
        kept.addAll(this, wanted);
        return kept.build();
    }

    public ProfileUnit unit() {
        return unit;
    }

    /** The table that stacks count in, sorted. */
    public List<Frame> frames() {
        return frames;
    }

    /** Values above 0 by stack, sorted. */
    public SortedMap<Stack, Long> values() {
        return values;
    }

    /** The sum of all values. */
    public long total() {
        return total;
    }

    /** A stack's frames, root first. */
    public List<Frame> framesOf(Stack stack) {
        Frame[] named = new Frame[stack.depth()];
        Arrays.setAll(named, level -> frames.get(stack.frame(level)));
        return List.of(named);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Profile profile
                && unit == profile.unit
                && frames.equals(profile.frames)
                && values.equals(profile.values);
    }

    @Override
    public int hashCode() {
        return 31 * frames.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        return "Profile of " + total + " " + unit.text() + " in " + values.size() + " stacks";
    }
}
