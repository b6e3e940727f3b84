package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.Assessment.Explained;
import io.streamgauge.agent.analysis.leak.life.Assessment.Quiet;
import io.streamgauge.agent.analysis.leak.life.stat.Stretch;
import io.streamgauge.agent.analysis.leak.life.stat.Survival;
import io.streamgauge.agent.analysis.leak.wording.Words;
import io.streamgauge.agent.cohort.Flow;
import io.streamgauge.agent.cohort.Slice;
import io.streamgauge.agent.finding.Evidence;
import java.time.Instant;
import java.util.List;

/** Names the growth of a state whose keys die in time: more input, or a stock that has not come to its balance yet. */
final class Traffic {

    private static final double BEYOND_CHANCE = 3;
    /** Lifetimes on average until nearly all of a stock is there. */
    private static final double LIFETIMES_TO_BALANCE = 3;

    /** It must have grown so long ago as well. */
    private static final int EARLIER_SLICES = 2;

    private Traffic() {}

    static Assessment explains(StateCase state, Stretch stretch) {
        LifeSettings settings = state.settings();
        Flow flow = stretch.flow();
        double died = flow.deaths() + flow.elderDeaths();
        Stretch earlier = Stretch.of(state.state(), settings.suspectSeconds(), EARLIER_SLICES);
        // Expired keys go in bursts, with compactions: what grows between two of them does not grow.
        boolean grows = earlier != null && grows(stretch, settings) && grows(earlier, settings);
        if (!grows || died < 0.1 * flow.births()) {
            return new Quiet();
        }
        Evidence deaths = new Evidence(
                Words.number(died) + " sampled keys died while " + Words.number(flow.births()) + " came.",
                died,
                "keys");
        double input = inputGrowth(stretch);
        if (input > settings.leastGrowth()) {
            return new Explained(
                    "its input grew, and its keys die in time",
                    List.of(
                            new Evidence(
                                    "Input grew by " + Words.percent(input) + " from the first to the second half of "
                                            + Words.span((long) (stretch.seconds() * 1000)) + ".",
                                    input,
                                    "ratio"),
                            deaths),
                    null,
                    null);
        }
        double lifetime = new Survival(Flow.sum(state.state().slices()), settings.sliceSeconds()).meanSeconds();
        boolean known = !Double.isNaN(lifetime);
        return new Explained(
                "its keys die in time, but as many as come do not die yet: it has not run for long",
                List.of(deaths),
                known
                        ? (Double) (flow.births()
                                / stretch.seconds()
                                * lifetime
                                * stretch.last().end().scale())
                        : null,
                known
                        ? Instant.ofEpochMilli(Math.max(
                                state.now(),
                                state.state().firstMillis() + (long) (LIFETIMES_TO_BALANCE * lifetime * 1000)))
                        : null);
    }

    private static boolean grows(Stretch stretch, LifeSettings settings) {
        Flow flow = stretch.flow();
        double died = flow.deaths() + flow.elderDeaths();
        double net = flow.births() - died;
        return net >= BEYOND_CHANCE * Math.sqrt(flow.births() + died + 1)
                && net >= 2 * settings.leastGrowth() * stretch.last().end().live();
    }

    /** Records a second of the second half by those of the first, less one; NaN where not known. */
    static double inputGrowth(Stretch stretch) {
        return perSecond(stretch.secondHalf()) / perSecond(stretch.firstHalf()) - 1;
    }

    private static double perSecond(List<Slice> slices) {
        return SurvivalRule.records(slices)
                / slices.stream().mapToDouble(Slice::seconds).sum();
    }
}
