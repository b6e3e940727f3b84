package io.streamgauge.agent.profile.select;

import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.FrameKind;
import io.streamgauge.agent.profile.model.Profile;
import io.streamgauge.agent.profile.model.ProfileBuilder;
import java.util.ArrayList;
import java.util.List;

/** What Flink's own code does between user functions: each run of such frames becomes one. State access is none of it. */
final class FlinkPlumbing {

    static final Frame FOLDED = new Frame("[Flink]", FrameKind.JAVA);

    private static final List<String> PLUMBING = List.of(
            "org.apache.flink.runtime.",
            "org.apache.flink.streaming.runtime.",
            "org.apache.flink.streaming.api.operators.",
            "org.apache.flink.table.runtime.operators.",
            "org.apache.flink.util.function.",
            "java.lang.Thread.run");

    private static final List<String> NO_PLUMBING = List.of(
            "org.apache.flink.runtime.state.",
            "org.apache.flink.runtime.io.network.",
            "org.apache.flink.streaming.api.operators.InternalTimerServiceImpl",
            "org.apache.flink.streaming.api.operators.StreamingRuntimeContext.get");

    private FlinkPlumbing() {}

    static Profile fold(Profile profile) {
        ProfileBuilder folded = new ProfileBuilder(profile.unit());
        profile.values().forEach((stack, value) -> folded.add(stack.thread(), fold(profile.framesOf(stack)), value));
        return folded.build();
    }

    private static List<Frame> fold(List<Frame> stack) {
        List<Frame> kept = new ArrayList<>();
        boolean before = false;
        for (Frame frame : stack) {
            boolean plumbing = isPlumbing(frame);
            if (!plumbing) {
                kept.add(frame);
            } else if (!before) {
                kept.add(FOLDED);
            }
            before = plumbing;
        }
        return kept;
    }

    private static boolean isPlumbing(Frame frame) {
        return frame.kind() == FrameKind.JAVA
                && PLUMBING.stream().anyMatch(frame.name()::startsWith)
                && NO_PLUMBING.stream().noneMatch(frame.name()::startsWith);
    }
}
