package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.Assessment.Explained;
import io.streamgauge.agent.analysis.leak.life.Assessment.Leak;
import io.streamgauge.agent.analysis.leak.life.Assessment.Quiet;
import io.streamgauge.agent.analysis.leak.life.stat.Rate;
import io.streamgauge.agent.analysis.leak.life.stat.Stretch;
import io.streamgauge.agent.analysis.leak.wording.Words;
import io.streamgauge.agent.cohort.Shape;
import io.streamgauge.agent.cohort.Slice;
import io.streamgauge.agent.cohort.StateTraits;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.checkpoint.report.NamespaceKind;
import java.time.Instant;
import java.util.List;

/** Timers that no one will live to see fire: due so far ahead that only a mistake of units or a sentinel explains it. */
final class TimerRule {

    private static final double MUCH = 0.1;

    private TimerRule() {}

    static Assessment assess(StateCase state) {
        List<Slice> slices = state.state().slices();
        Slice last = slices.get(slices.size() - 1);
        double far = last.end().farShare();
        if (!(far >= MUCH)) {
            return pending(state, last);
        }
        long since = last.toMillis();
        int at = slices.size() - 1;
        while (at >= 0 && slices.get(at).end().farShare() >= MUCH / 2) {
            since = slices.get(at--).toMillis();
        }
        double seconds = (last.toMillis() - since) / 1000.0;
        double suspect = state.settings().suspectSeconds();
        boolean grows = at + 1 < slices.size() - 1
                && last.end().entries() > slices.get(at + 1).end().entries();
        Verdict verdict = seconds >= suspect && grows
                ? Verdict.CONFIRMED
                : seconds >= suspect / 2 && grows ? Verdict.SUSPECT : Verdict.WATCH;
        return new Leak(
                verdict,
                ofWindows(state.traits())
                        ? CausesOfLives.of(Cause.OPEN_WINDOWS, 0.88, Cause.FAR_TIMERS)
                        : CausesOfLives.of(Cause.FAR_TIMERS, 0.95, Cause.NEVER_CLEARED),
                since,
                0,
                Rate.UNKNOWN,
                List.of(
                        new Evidence(
                                Words.percent(far) + " of the pending timers are due more than "
                                        + Words.span(state.settings().farAhead().toMillis()) + " ahead.",
                                far,
                                "ratio"),
                        new Evidence(
                                "The median timer is due "
                                        + Words.span(
                                                (long) Math.min(1e15, last.end().dueAhead() * 1000)) + " ahead.",
                                last.end().dueAhead(),
                                "seconds")),
                List.of("Timers that are meant to lie that far ahead: declare the lifetime of the state."));
    }

    /** A window's end is a timer of Flink's window operator, under this name. */
    private static boolean ofWindows(StateTraits traits) {
        return traits.namespace() == NamespaceKind.TIME_WINDOW || traits.name().endsWith("_window-timers");
    }

    /** Timers tell themselves when they go. */
    private static Assessment pending(StateCase state, Slice last) {
        double ahead = last.end().dueAhead();
        Stretch stretch = Stretch.of(state.state(), state.settings().suspectSeconds(), 0);
        if (stretch == null || !(ahead > 0) || !grows(stretch, state.settings().leastGrowth())) {
            return new Quiet();
        }
        return new Explained(
                "its timers are not due yet",
                List.of(new Evidence(
                        "The median timer is due within " + Words.span((long) (ahead * 1000)) + ".", ahead, "seconds")),
                null,
                Instant.ofEpochMilli(state.now() + (long) (2 * ahead * 1000)));
    }

    /** More at every look of the second half than at any of the first: entries rise and fall with each compaction. */
    private static boolean grows(Stretch stretch, double leastGrowth) {
        Shape before = stretch.before();
        double most = before == null ? 0 : before.entries();
        for (Slice slice : stretch.firstHalf()) {
            most = Math.max(most, slice.end().entries());
        }
        double fewest = Double.POSITIVE_INFINITY;
        for (Slice slice : stretch.secondHalf()) {
            fewest = Math.min(fewest, slice.end().entries());
        }
        return fewest > most * (1 + leastGrowth);
    }
}
