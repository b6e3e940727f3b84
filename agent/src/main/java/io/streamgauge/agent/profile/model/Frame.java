package io.streamgauge.agent.profile.model;

import java.util.Comparator;

/**
 * One method or function.
 *
 * @param name hostile text: class and function names of the observed process
 */
public record Frame(String name, FrameKind kind) implements Comparable<Frame> {

    private static final Comparator<Frame> ORDER =
            Comparator.comparing(Frame::name).thenComparing(Frame::kind);

    @Override
    public int compareTo(Frame other) {
        return ORDER.compare(this, other);
    }
}
