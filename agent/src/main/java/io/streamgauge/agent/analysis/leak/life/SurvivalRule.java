package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.stat.CureFit;
import io.streamgauge.agent.analysis.leak.life.stat.Poisson;
import io.streamgauge.agent.analysis.leak.life.stat.Rate;
import io.streamgauge.agent.analysis.leak.life.stat.Stretch;
import io.streamgauge.agent.analysis.leak.life.stat.Survival;
import io.streamgauge.agent.cohort.AgeBins;
import io.streamgauge.agent.cohort.Flow;
import io.streamgauge.agent.cohort.Slice;
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

    /** Of keys of a quarter of the stretch, at least so many reach its end. */
    private static final double STAY = 0.7;
    /** Twice the log likelihood ratio for a share of immortals: a chance of one in ten thousand. */
    private static final double CURE_EVIDENCE = 15.1;

    private static final double LEAST_IMMORTAL = 0.003;
    private static final double BEYOND_CHANCE = 3;
    /** Births per record of the second half by the first, below which a domain is filling. */
    private static final double FALLING_OFF = 0.8;

    private SurvivalRule() {}

    /** What was found over one stretch. */
    sealed interface Finding {}

    /** Keys die in time, or nothing grows. */
    record Healthy() implements Finding {}

    /**
     * None die, and fewer come all the time.
     *
     * @param ratio births per record of the second half by those of the first
     */
    record Filling(double ratio, double liveKeys) implements Finding {}

    /**
     * Keys stay.
     *
     * @param staying share of new keys that never die
     * @param fromAge age in seconds from which on nearly none die
     * @param births seen
     * @param deaths seen of any age
     * @param chance that keys of a healthy state live so long
     */
    record Staying(
            double staying, double fromAge, double births, double deaths, double chance, Rate rate, boolean someDie)
            implements Finding {}

    static Finding over(Stretch stretch, LifeSettings settings) {
        double slice = settings.sliceSeconds();
        double span = stretch.seconds();
        Flow flow = stretch.flow();
        double live = stretch.last().end().live();
        double died = flow.deaths() + flow.elderDeaths();
        if (flow.births() < settings.leastKeys() / 2.0 || live < settings.leastKeys()) {
            return new Healthy();
        }
        Survival survival = Survival.of(flow, slice);
        double age = span / 4;
        boolean enough = survival.exposure(age, span) >= 10 * age;
        boolean stay = enough && survival.lowerBetween(age, span * 0.9) >= STAY;
        @Nullable CureFit cure = null;
        if (!stay && flow.births() >= 10 * settings.leastKeys()) {
            cure = CureFit.of(survival);
        }
        boolean immortal = cure != null && cure.evidence() >= CURE_EVIDENCE && cure.immortal() >= LEAST_IMMORTAL;
        if (!stay && !immortal) {
            return new Healthy();
        }
        double staying = immortal && cure != null ? cure.immortal() : survival.between(0, span * 0.9);
        double perSecond = flow.births() / span * staying;
        if (perSecond * span < settings.leastGrowth() * live || !stockGrows(stretch, died, age, slice, perSecond)) {
            return new Healthy();
        }
        double ratio = birthRatio(stretch);
        if (ratio < FALLING_OFF && fallsBeyondChance(stretch, ratio)) {
            return new Filling(ratio, stretch.last().end().liveKeys());
        }
        double chance = Math.min(
                Poisson.atMost(diedOld(flow, age, slice), survival.exposure(age, span) / span),
                immortal && cure != null ? Math.exp(-cure.evidence() / 2) : 1);
        double spread = 1.28 / Math.sqrt(Math.max(1, flow.births() * staying));
        Rate rate = new Rate(
                perSecond / live * Math.max(0.2, 1 - spread - 0.1),
                perSecond / live,
                perSecond / live * (1 + spread + 0.1));
        return new Staying(
                staying, age, flow.births(), died, chance, rate, flow.deaths() >= 0.02 * flow.births() || immortal);
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

    /** Births for each record, where records are known, else for each second; of the second half by those of the first. */
    static double birthRatio(Stretch stretch) {
        List<Slice> first = stretch.firstHalf();
        List<Slice> second = stretch.secondHalf();
        double byRecords = records(first) > 0 && records(second) > 0 ? records(second) / records(first) : Double.NaN;
        double input = Double.isNaN(byRecords) ? seconds(second) / Math.max(1e-3, seconds(first)) : byRecords;
        return (Flow.sum(second).births() + 0.5) / (Flow.sum(first).births() + 0.5) / input;
    }

    /** NaN where they are not known for each slice. */
    static double records(List<Slice> slices) {
        return slices.stream().mapToDouble(Slice::recordsIn).sum();
    }

    private static double seconds(List<Slice> slices) {
        return slices.stream().mapToDouble(Slice::seconds).sum();
    }

    private static boolean fallsBeyondChance(Stretch stretch, double ratio) {
        double first = Flow.sum(stretch.firstHalf()).births();
        double second = Flow.sum(stretch.secondHalf()).births();
        return -Math.log(ratio) >= BEYOND_CHANCE * Math.sqrt(1 / Math.max(1, first) + 1 / Math.max(1, second));
    }
}
