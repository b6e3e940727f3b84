package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.Assessment.Leak;
import io.streamgauge.agent.analysis.leak.life.Assessment.Quiet;
import io.streamgauge.agent.analysis.leak.life.stat.Rate;
import io.streamgauge.agent.analysis.leak.life.stat.Stretch;
import io.streamgauge.agent.analysis.leak.wording.Words;
import io.streamgauge.agent.cohort.Flow;
import io.streamgauge.agent.cohort.Slice;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Verdict;
import java.util.List;

/**
 * State that the running job declares no more, carried along in each checkpoint. Proof needs both: that it is not declared,
 * and that nothing in it moves. What is only not written may be reference data, and is left alone.
 */
final class DeadRule {

    private DeadRule() {}

    static Assessment assess(StateCase state) {
        if (!Boolean.FALSE.equals(state.traits().declared())) {
            return new Quiet();
        }
        Stretch stretch = Stretch.of(state.state(), state.settings().suspectSeconds() * 2 / 3, 0);
        if (stretch == null) {
            return new Quiet();
        }
        Flow flow = stretch.flow();
        boolean moves = flow.births() + flow.deaths() + flow.elderDeaths() > 0;
        for (Slice slice : stretch.slices()) {
            moves |= slice.changedShare() > 0;
        }
        double bytes = state.state().now().bytes();
        if (moves || bytes <= 0) {
            return new Quiet();
        }
        return new Leak(
                state.followedSeconds() >= state.settings().suspectSeconds() ? Verdict.CONFIRMED : Verdict.SUSPECT,
                CausesOfLives.of(Cause.DEAD_STATE, 0.96, Cause.NEVER_CLEARED),
                state.restartBefore(state.state().firstMillis(), Long.MAX_VALUE / 4)
                        .orElse(state.state().firstMillis()),
                0,
                Rate.UNKNOWN,
                List.of(
                        new Evidence(
                                "The running job does not declare it, and nothing in it was born, changed or died for "
                                        + Words.span((long) (stretch.seconds() * 1000)) + ".",
                                stretch.seconds(),
                                "seconds"),
                        new Evidence("Each checkpoint carries " + Words.bytes(bytes) + " of it.", bytes, "bytes")),
                List.of("A job that declares it again."));
    }
}
