package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.Assessment.Explained;
import io.streamgauge.agent.analysis.leak.life.Assessment.Leak;
import io.streamgauge.agent.analysis.leak.life.Assessment.Quiet;
import io.streamgauge.agent.analysis.leak.life.stat.Rate;
import io.streamgauge.agent.analysis.leak.life.stat.Stretch;
import io.streamgauge.agent.analysis.leak.wording.Words;
import io.streamgauge.agent.cohort.AgeBins;
import io.streamgauge.agent.cohort.Flow;
import io.streamgauge.agent.cohort.Shape;
import io.streamgauge.agent.cohort.Slice;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows: healthy ones go when event time has passed their end and the allowed lateness. Those that event time has left
 * behind ever further, or that end far ahead, are open.
 */
final class WindowRule {

    private static final double MUCH = 0.05;
    /** Ends ahead by so many times what was watched are taken for a mistake. */
    private static final double FAR_BY_STRETCHES = 8;

    private static final int LEAST_WENT = 20;
    private static final double BEYOND_CHANCE = 3;

    private WindowRule() {}

    static Assessment assess(StateCase state) {
        LifeSettings settings = state.settings();
        Stretch stretch = Stretch.of(state.state(), settings.suspectSeconds(), 0);
        if (stretch == null) {
            return KeyedRule.byLives(state) instanceof Assessment.TooEarly early ? early : new Quiet();
        }
        Shape now = stretch.last().end();
        if (now.live() < settings.leastKeys()) {
            return new Quiet();
        }
        double over = overhangGrowth(stretch);
        if (now.windowsPast() >= MUCH && over >= 0.5 * stretch.seconds()) {
            return leak(
                    state,
                    othersWent(stretch, now.windowOverhang(), settings.sliceSeconds())
                                    || state.followedSeconds() >= settings.confirmSeconds()
                            ? Verdict.CONFIRMED
                            : Verdict.SUSPECT,
                    new Evidence(
                            Words.percent(now.windowsPast()) + " of the sampled windows ended before the watermark, the"
                                    + " first of them by " + Words.span((long) (now.windowOverhang() * 1000))
                                    + ", and are still there.",
                            now.windowOverhang(),
                            "seconds"));
        }
        if (now.farShare() >= 0.2 && grows(stretch, settings)) {
            return leak(
                    state,
                    verdict(state),
                    new Evidence(
                            Words.percent(now.farShare()) + " of the sampled windows end more than "
                                    + Words.span(settings.farAhead().toMillis()) + " ahead of the watermark.",
                            now.farShare(),
                            "ratio"));
        }
        return grows(stretch, settings) ? ahead(state, stretch, now) : new Quiet();
    }

    /** More windows, none of them past its end: they tell when they end. */
    private static Assessment ahead(StateCase state, Stretch stretch, Shape now) {
        Flow flow = stretch.flow();
        boolean noneGo = flow.deaths() + flow.elderDeaths() < 0.1 * flow.births();
        if (noneGo && now.dueAhead() >= FAR_BY_STRETCHES * stretch.seconds()) {
            return leak(
                    state,
                    verdict(state),
                    new Evidence(
                            "The median window ends " + Words.span((long) (now.dueAhead() * 1000))
                                    + " ahead of the watermark: event time will not be there soon.",
                            now.dueAhead(),
                            "seconds"));
        }
        if (!(now.dueAhead() > 0)) {
            return new Quiet();
        }
        return new Explained(
                "its windows have not ended yet",
                List.of(new Evidence(
                        "The median window ends within " + Words.span((long) (now.dueAhead() * 1000))
                                + ", and " + Words.percent(now.windowsPast())
                                + " of them are past their end, which an allowed lateness may keep.",
                        now.dueAhead(),
                        "seconds")),
                null,
                Instant.ofEpochMilli(state.now() + (long) (2 * now.dueAhead() * 1000)));
    }

    /** Whether windows went at an age far below: then no allowed lateness keeps those that are still there. */
    private static boolean othersWent(Stretch stretch, double overhangSeconds, double sliceSeconds) {
        double went = 0;
        double sooner = 0;
        Flow flow = stretch.flow();
        for (int bin = 0; bin < AgeBins.COUNT; bin++) {
            went += flow.deaths(bin);
            sooner += AgeBins.start(bin + 1, sliceSeconds) <= overhangSeconds / 2 ? flow.deaths(bin) : 0;
        }
        return went >= LEAST_WENT && sooner >= 0.9 * went;
    }

    /** By how many seconds event time left the longest open windows further behind. */
    private static double overhangGrowth(Stretch stretch) {
        List<Slice> first = stretch.firstHalf();
        double before = first.isEmpty() ? Double.NaN : first.get(0).end().windowOverhang();
        double from = Double.isNaN(before) ? 0 : Math.max(0, before);
        return stretch.last().end().windowOverhang() - from;
    }

    /** For longer than a window may last: over the whole time that makes sure. */
    private static Verdict verdict(StateCase state) {
        @Nullable Stretch longer = Stretch.of(state.state(), state.settings().confirmSeconds(), 0);
        return longer != null
                        && grows(longer, state.settings())
                        && longer.last().end().dueAhead() >= FAR_BY_STRETCHES * longer.seconds()
                ? Verdict.CONFIRMED
                : Verdict.SUSPECT;
    }

    private static boolean grows(Stretch stretch, LifeSettings settings) {
        double live = stretch.last().end().live();
        double first = net(stretch.firstHalf());
        double second = net(stretch.secondHalf());
        Flow flow = stretch.flow();
        double all = flow.births() + flow.deaths() + flow.elderDeaths();
        double net = first + second;
        return net >= 2 * settings.leastGrowth() * live
                && net >= BEYOND_CHANCE * Math.sqrt(Math.max(1, Math.min(all, 4 * live)))
                && first >= 0.2 * net
                && second >= 0.25 * net;
    }

    private static double net(List<Slice> slices) {
        Flow flow = Flow.sum(slices);
        return flow.births() - flow.deaths() - flow.elderDeaths();
    }

    private static Leak leak(StateCase state, Verdict verdict, Evidence evidence) {
        return new Leak(
                verdict,
                CausesOfLives.of(Cause.OPEN_WINDOWS, 0.88, Cause.PARTLY_CLEARED),
                Onset.of(state, state.settings().suspectSeconds()),
                1e-6,
                Rate.UNKNOWN,
                List.of(evidence),
                List.of(
                        "An allowed lateness or a session gap of more than was seen: declare the lifetime of the state."));
    }
}
