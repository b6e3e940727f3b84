package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.stat.CureFit;
import io.streamgauge.agent.analysis.leak.life.stat.Poisson;
import io.streamgauge.agent.analysis.leak.life.stat.Rate;
import io.streamgauge.agent.analysis.leak.life.stat.Stretch;
import io.streamgauge.agent.analysis.leak.life.stat.Survival;
import io.streamgauge.agent.cohort.AgeBins;
import io.streamgauge.agent.cohort.Flow;
import io.streamgauge.agent.cohort.Slice;
import io.streamgauge.agent.cohort.StateEvidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whether keys stay for ever, over one stretch of time.
 *
 * <p>All of these must hold. Survival: of new keys that reach an age, nearly all reach the oldest age seen, or a share that
 * never dies stands out of the lifetimes of the others (mixture cure model). Stock: there are more keys, or more old keys, at the
 * end than in the middle, beyond chance: a state whose long-lived keys are in balance does not grow. Feed: births per record do
 * not fall off, as they do while a bounded domain fills.
 */
final class SurvivalRule {

    /** Of keys of a quarter of the stretch, at least so many reach its end: lower end of the interval. */
    private static final double STAY = 0.7;
    /** Of keys of half of the stretch, as many reach its end. */
    private static final double STAY_WHEN_OLD = 0.94;
    /** Deaths of keys that are older than the stretch, by births, above which keys are known to die. */
    private static final double OTHERS_GO = 0.3;
    /** The same where some die young: the last of them may still be there. */
    private static final double SOME_STAY_WHEN_OLD = 0.5;
    /** Twice the log likelihood ratio for a share of immortals: a chance of one in ten thousand. */
    private static final double CURE_EVIDENCE = 15.1;

    /** Against keys that only live long: a chance of one in a hundred. */
    private static final double EVIDENCE_OVER_SLOW = 6.6;

    private static final double LEAST_IMMORTAL = 0.003;
    private static final double BEYOND_CHANCE = 3;

    /** Deaths by births from which on some keys are cleared. */
    private static final double SOME_DIE = 0.02;

    private SurvivalRule() {}

    /** What was found over one stretch. */
    sealed interface Finding {}

    /** Keys die in time, or nothing grows. */
    record Healthy() implements Finding {}

    /**
     * None die, and fewer come all the time.
     */
    record Filling(Feed feed) implements Finding {}

    /**
     * Keys stay.
     *
     * @param staying share of new keys that never die
     * @param fromAge age in seconds from which on nearly none die
     * @param births seen
     * @param deaths seen of any age
     * @param chance that keys of a healthy state live so long
     * @param whenOld of keys of half of the stretch, the share that reaches its end
     */
    record Staying(
            double staying,
            double fromAge,
            double births,
            double deaths,
            double chance,
            Rate rate,
            double whenOld,
            boolean someDie)
            implements Finding {}

    static Finding over(StateEvidence state, Stretch stretch, LifeSettings settings) {
        double slice = settings.sliceSeconds();
        double span = stretch.seconds();
        Flow flow = stretch.flow();
        double live = stretch.last().end().live();
        double died = flow.deaths() + flow.elderDeaths();
        if (flow.births() < settings.leastKeys() / 2.0 || live < settings.leastKeys()) {
            return new Healthy();
        }
        Survival survival = new Survival(flow, slice);
        double age = span / 4;
        boolean enough = survival.exposure(age, span) >= 10 * age;
        double whenOld = survival.exposure(span / 2, span) > 0 ? survival.between(span / 2, span * 0.9) : 0;
        boolean stay = enough
                && survival.lowerBetween(age, span * 0.9) >= STAY
                && whenOld >= STAY_WHEN_OLD
                // As many older ones go: then keys do die, only later.
                && diedOld(flow, span * 0.9, slice) + flow.elderDeaths() < OTHERS_GO * flow.births();
        @Nullable CureFit cure = null;
        if (!stay && whenOld >= SOME_STAY_WHEN_OLD && flow.births() >= 10 * settings.leastKeys()) {
            cure = CureFit.of(survival, span);
        }
        boolean immortal = cure != null
                && cure.evidence() >= CURE_EVIDENCE
                && cure.evidenceOverSlow() >= EVIDENCE_OVER_SLOW
                && cure.immortal() >= LEAST_IMMORTAL;
        if (!stay && !immortal) {
            return new Healthy();
        }
        double staying = immortal && cure != null ? cure.immortal() : survival.between(0, span * 0.9);
        double perSecond = flow.births() / span * staying;
        if (perSecond * span < settings.leastGrowth() * live || !stockGrows(stretch, died, age, slice, perSecond)) {
            return new Healthy();
        }
        Feed feed = Feed.of(state, stretch, settings);
        if (feed.trend() == Feed.Trend.FALLING) {
            return new Filling(feed);
        }
        if (feed.trend() == Feed.Trend.UNCLEAR) {
            return new Healthy();
        }
        double chance = Math.min(
                Poisson.atMost(diedOld(flow, age, slice), survival.exposure(age, span) / span),
                immortal && cure != null ? Math.exp(-cure.evidence() / 2) : 1);
        // Of the newer half: a leak that began within the stretch came after keys that did go.
        Flow newer = Flow.sum(stretch.secondHalf());
        double spread = 1.28 / Math.sqrt(Math.max(1, flow.births() * staying));
        Rate rate = new Rate(
                perSecond / live * Math.max(0.2, 1 - spread - 0.1),
                perSecond / live,
                perSecond / live * (1 + spread + 0.1));
        return new Staying(
                staying, age, flow.births(), died, chance, rate, whenOld, newer.deaths() >= SOME_DIE * newer.births());
    }

    private static double diedOld(Flow flow, double age, double slice) {
        double sum = 0;
        for (int bin = 0; bin < AgeBins.COUNT; bin++) {
            sum += AgeBins.start(bin, slice) >= age ? flow.deaths(bin) : 0;
        }
        return sum;
    }

    /** More keys than at the start, or more old ones than in the middle, by half of what should have stayed. */
    private static boolean stockGrows(Stretch stretch, double died, double age, double slice, double perSecond) {
        Flow flow = stretch.flow();
        double span = stretch.seconds();
        double net = flow.births() - died;
        if (net >= BEYOND_CHANCE * Math.sqrt(flow.births() + died) && net >= 0.5 * perSecond * span) {
            // In both halves: not the rise of a saw-tooth.
            return net(stretch.firstHalf()) > 0.15 * net && net(stretch.secondHalf()) > 0.15 * net;
        }
        List<Slice> first = stretch.firstHalf();
        if (first.isEmpty()) {
            return false;
        }
        Flow later = Flow.sum(stretch.secondHalf());
        double before = Stretch.older(first.get(first.size() - 1), age, slice);
        double more = Stretch.older(stretch.last(), age, slice) - before;
        double left = diedOld(later, age, slice) + later.elderDeaths();
        return more >= BEYOND_CHANCE * Math.sqrt(Math.max(1, more + 2 * left)) && more >= 0.2 * perSecond * span;
    }

    private static double net(List<Slice> slices) {
        Flow flow = Flow.sum(slices);
        return flow.births() - flow.deaths() - flow.elderDeaths();
    }

    /** NaN where they are not known for each slice. */
    static double records(List<Slice> slices) {
        return slices.stream().mapToDouble(Slice::recordsIn).sum();
    }
}
