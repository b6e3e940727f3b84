package io.streamgauge.agent.profile.model;

import java.util.Arrays;
import java.util.Comparator;

/** Where a thread was: frames by their number in the profile's table, root first. Immutable. */
public final class Stack implements Comparable<Stack> {

    private static final Comparator<Stack> ORDER =
            Comparator.comparing(Stack::thread).thenComparing(stack -> stack.frames, Arrays::compare);

    private final String thread;
    private final int[] frames;

    /** Takes the array over. */
    Stack(String thread, int[] frames) {
        this.thread = thread;
        this.frames = frames;
    }

    /** Hostile text: an operator's name is its thread's name. */
    public String thread() {
        return thread;
    }

    public int depth() {
        return frames.length;
    }

    /**
     * A frame's number in {@link Profile#frames()}.
     *
     * @param level 0 is the root
     */
    public int frame(int level) {
        return frames[level];
    }

    @Override
    public int compareTo(Stack other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Stack stack && thread.equals(stack.thread) && Arrays.equals(frames, stack.frames);
    }

    @Override
    public int hashCode() {
        return 31 * thread.hashCode() + Arrays.hashCode(frames);
    }

    @Override
    public String toString() {
        return thread + Arrays.toString(frames);
    }
}
