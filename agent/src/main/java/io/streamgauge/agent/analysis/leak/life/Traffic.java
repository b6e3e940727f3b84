package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.Assessment.Explained;
import io.streamgauge.agent.analysis.leak.life.Assessment.Quiet;
import io.streamgauge.agent.analysis.leak.life.stat.Stretch;
import io.streamgauge.agent.analysis.leak.wording.Words;
import io.streamgauge.agent.cohort.Flow;
import io.streamgauge.agent.finding.Evidence;
import java.util.List;

/** Names the growth of a state whose keys die in time: more input. */
final class Traffic {

    private static final double BEYOND_CHANCE = 3;

    private Traffic() {}

    static Assessment explains(Stretch stretch, LifeSettings settings) {
        Flow flow = stretch.flow();
        double died = flow.deaths() + flow.elderDeaths();
        double net = flow.births() - died;
        double live = stretch.last().end().live();
        boolean grows =
                net >= BEYOND_CHANCE * Math.sqrt(flow.births() + died + 1) && net >= 2 * settings.leastGrowth() * live;
        double first = SurvivalRule.records(stretch.firstHalf());
        double second = SurvivalRule.records(stretch.secondHalf());
        if (!grows || !(second > first * (1 + settings.leastGrowth())) || died < 0.1 * flow.births()) {
            return new Quiet();
        }
        return new Explained(
                "its input grew, and its keys die in time",
                List.of(
                        new Evidence(
                                "Input grew by " + Words.percent(second / first - 1)
                                        + " from the first to the second half of "
                                        + Words.span((long) (stretch.seconds() * 1000)) + ".",
                                second / first - 1,
                                "ratio"),
                        new Evidence(
                                Words.number(died) + " sampled keys died while " + Words.number(flow.births())
                                        + " came.",
                                died,
                                "keys")),
                null,
                null);
    }
}
