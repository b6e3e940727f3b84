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
import io.streamgauge.checkpoint.report.TimeToLive;
import java.util.List;
import java.util.OptionalLong;

/**
 * State that the running job declares no more, carried along in each checkpoint. Proof needs both: that it is not declared,
 * and that nothing in it moves. Where nothing tells what is declared, state that was busy up to a restore and lies still ever
 * since is suspected, no more. What is only not written may be reference data, and is left alone.
 */
final class DeadRule {

    /** Births, deaths and changes that would have come by now at the pace of before: by chance none comes once in 5e8 times. */
    private static final double LEAST_MISSING = 20;
    /** Still for so many times as long as ever before. */
    private static final double LONGER_THAN_EVER = 3;
    /** Of the input of before. */
    private static final double STILL_FED = 0.3;

    private DeadRule() {}

    static Assessment assess(StateCase state) {
        Boolean declared = state.traits().declared();
        return declared == null ? stillSinceRestore(state) : declared ? new Quiet() : undeclared(state);
    }

    private static Assessment undeclared(StateCase state) {
        Stretch stretch = Stretch.of(state.state(), state.settings().suspectSeconds() * 2 / 3, 0);
        if (stretch == null) {
            return new Quiet();
        }
        boolean moves = stretch.slices().stream().anyMatch(slice -> moved(slice) > 0);
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

    private static Assessment stillSinceRestore(StateCase state) {
        List<Slice> slices = state.state().slices();
        int still = slices.size();
        while (still > 0 && moved(slices.get(still - 1)) == 0) {
            still--;
        }
        double suspect = state.settings().suspectSeconds();
        List<Slice> before = slices.subList(0, still);
        List<Slice> since = slices.subList(still, slices.size());
        double stillSeconds = seconds(since);
        if (before.isEmpty()
                || stillSeconds < suspect / 2
                || !(state.state().now().live() > 0)) {
            return new Quiet();
        }
        Slice lastMoved = before.get(before.size() - 1);
        long width = (long) (state.settings().sliceSeconds() * 1000);
        OptionalLong restore = state.restartBefore(lastMoved.toMillis() + width, 3 * width);
        double pace = before.stream().mapToDouble(DeadRule::moved).sum() / seconds(before);
        boolean fed = recordsPerSecond(since) >= STILL_FED * recordsPerSecond(before);
        if (restore.isEmpty()
                || restore.getAsLong() <= state.state().firstMillis()
                || !fed
                || pace * stillSeconds < LEAST_MISSING
                || stillSeconds < LONGER_THAN_EVER * longestStill(before)) {
            return new Quiet();
        }
        boolean expires = state.traits().timeToLive() == TimeToLive.ON;
        double bytes = state.state().now().bytes();
        return new Leak(
                stillSeconds >= suspect ? Verdict.SUSPECT : Verdict.WATCH,
                expires
                        ? CausesOfLives.of(Cause.TTL_INACTIVE, 0.75, Cause.DEAD_STATE)
                        : CausesOfLives.of(Cause.DEAD_STATE, 0.8, Cause.NEVER_CLEARED),
                restore.getAsLong(),
                Math.exp(-pace * stillSeconds),
                Rate.UNKNOWN,
                List.of(
                        new Evidence(
                                "Nothing in it was born, changed or died since the restore, for "
                                        + Words.span((long) (stillSeconds * 1000))
                                        + ", while its operator went on: at the"
                                        + " pace of before, " + Words.number(pace * stillSeconds)
                                        + " of the sampled keys would have.",
                                stillSeconds,
                                "seconds"),
                        new Evidence("Each checkpoint carries " + Words.bytes(bytes) + " of it.", bytes, "bytes")),
                List.of("A job that still reads it: then declare it as reference data."));
    }

    /** Births, deaths and changes among the sampled keys. */
    private static double moved(Slice slice) {
        Flow flow = slice.flow();
        double changed =
                slice.changedShare() > 0 ? slice.changedShare() * slice.end().live() : 0;
        return flow.births() + flow.deaths() + flow.elderDeaths() + changed;
    }

    private static double longestStill(List<Slice> slices) {
        double longest = 0;
        double run = 0;
        for (Slice slice : slices) {
            run = moved(slice) > 0 ? 0 : run + slice.seconds();
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static double seconds(List<Slice> slices) {
        return slices.stream().mapToDouble(Slice::seconds).sum();
    }

    /** NaN, which no comparison holds for, where not known. */
    private static double recordsPerSecond(List<Slice> slices) {
        return slices.stream().mapToDouble(Slice::recordsIn).sum() / seconds(slices);
    }
}
