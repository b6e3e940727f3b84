package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.past.JobPast;
import io.streamgauge.agent.analysis.leak.past.OperatorPast;
import io.streamgauge.agent.analysis.leak.past.StatePast;
import io.streamgauge.agent.analysis.trend.MannKendall;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.history.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a watermark that stands still while records come in and what waits for it piles up.
 *
 * <p>Proof within minutes, without statistics of size: timers and windows cannot go while event time does not. Not taken
 * for a stall: no input; a watermark that moves in rare steps (it must stand 20 times as long as it used to); state that does not
 * grow, as when only a control stream goes on while the source is idle.
 */
final class StallRule {

    private static final int USUAL_GAPS = 20;

    private static final double CHANCE = 0.002;

    /** Looks at a state during the stall, at least. */
    private static final int LEAST_SAMPLES = 6;

    private final LeakSettings settings;

    StallRule(LeakSettings settings) {
        this.settings = settings;
    }

    /**
     * The stall of a job, if there is one: one answer for all operators that suffer from it.
     *
     * @param from nothing before counts: another execution
     * @param named what the tick before had named
     */
    Optional<Stall> judge(JobPast job, long from, long now, Named named) {
        List<Pile> piles = new ArrayList<>();
        for (OperatorPast operator : job.operators()) {
            @Nullable Still still = still(operator, from, now);
            if (still != null) {
                for (StatePast state : operator.states()) {
                    pile(operator, state, still, now).ifPresent(piles::add);
                }
            }
        }
        Optional<Pile> carrier = carrier(piles, named);
        return carrier.map(pile -> new Stall(
                pile.operator.operator(),
                pile.state,
                pile.still.since,
                pile.still.value,
                pile.gain,
                piles.stream()
                        .filter(other -> other.proven && !other.equals(pile))
                        .map(other -> other.operator.operator().name() + "/" + other.state.state())
                        .toList()));
    }

    /**
     * The event timers of the operator that most has piled up in, or, where those are not seen, its state that grew most.
     * Once named it stays the one for this stall, so that one stall is never told as two.
     */
    private static Optional<Pile> carrier(List<Pile> piles, Named named) {
        Map<String, Double> grown = new HashMap<>();
        for (Pile pile : piles) {
            if (pile.proven && (pile.still.value != null || pile.state.eventTimers())) {
                grown.merge(pile.operator.operator().id(), pile.gain.grown(), Double::sum);
            }
        }
        Optional<Pile> before = piles.stream()
                .filter(pile -> named.by(pile.operator.operator(), pile.state.state(), pile.still.since))
                .findFirst();
        if (grown.isEmpty() || before.isPresent()) {
            return before;
        }
        return piles.stream()
                .filter(pile -> grown.containsKey(pile.operator.operator().id()))
                .filter(pile -> pile.proven || pile.state.eventTimers())
                .max(Comparator.<Pile, Double>comparing(
                                pile -> grown.get(pile.operator.operator().id()))
                        .thenComparing(pile -> pile.state.eventTimers())
                        .thenComparing(pile -> pile.gain.grown())
                        .thenComparing(pile -> pile.state.state()))
                .filter(pile -> !named.another(pile.still.since));
    }

    /** What the tick before had named. */
    interface Named {

        /** Whether it named this state as the carrier of the stall that began then. */
        boolean by(OperatorRef operator, String state, long sinceMillis);

        /** Whether it named any state as the carrier of the stall that began then. */
        boolean another(long sinceMillis);
    }

    /** A watermark that stands still; value is null where none was ever seen. */
    private record Still(long since, @Nullable Double value) {}

    /** What gathered in a state meanwhile; proven if it rose all the time. */
    private record Pile(OperatorPast operator, StatePast state, Still still, Stall.Gain gain, boolean proven) {}

    private @Nullable Still still(OperatorPast operator, long from, long now) {
        long least = settings.watermarkStall().toMillis();
        Series watermark = operator.watermark().between(from, now + 1);
        if (watermark.isEmpty()) {
            long since = Math.max(from, operator.arrivals().first());
            return operator.watermark().isEmpty()
                            && now - since >= 2 * least
                            && operator.arrivals().between(since, now) > 0
                    ? new Still(since, null)
                    : null;
        }
        int last = watermark.size() - 1;
        int since = last;
        while (since > 0 && watermark.value(since - 1) >= watermark.value(last)) {
            since--;
        }
        long sinceMillis = watermark.epochMillis(since);
        // Without a move ever seen, nothing tells how it usually moves.
        long need = since > 0 ? need(watermark, since) : 2 * least;
        boolean fresh = now - watermark.epochMillis(last) <= least;
        return fresh
                        && watermark.epochMillis(last) - sinceMillis >= need
                        && operator.arrivals().between(sinceMillis, now) > 0
                ? new Still(sinceMillis, watermark.value(last))
                : null;
    }

    /**
     * Since when event time stood still in an operator, for long enough to make its state grow and until some time after
     * {@code until} or still; the greatest long if it did not. What grows only from then on has this reason.
     */
    long stoodStillSince(OperatorPast operator, long from, long until, long now) {
        Series watermark = operator.watermark().between(from, now + 1);
        int moved = 0;
        for (int i = 1; i <= watermark.size(); i++) {
            if (i == watermark.size() || watermark.value(i) > watermark.value(moved)) {
                long end = watermark.epochMillis(Math.min(i, watermark.size() - 1));
                // Up to the last look that saw it stand: a gap tells nothing.
                long stood = watermark.epochMillis(i - 1) - watermark.epochMillis(moved);
                if (end >= until && stood >= settings.watermarkStall().toMillis() && stood >= need(watermark, moved)) {
                    return watermark.epochMillis(moved);
                }
                moved = i;
            }
        }
        return Long.MAX_VALUE;
    }

    private long need(Series watermark, int end) {
        return Math.max(settings.watermarkStall().toMillis(), USUAL_GAPS * usualGap(watermark, end));
    }

    /** Median time between moves; 0 where it moves with nearly every look. */
    private static long usualGap(Series watermark, int end) {
        long[] gaps = new long[end];
        int count = 0;
        long movedAt = watermark.epochMillis(0);
        for (int i = 1; i <= end; i++) {
            if (watermark.value(i) > watermark.value(i - 1)) {
                gaps[count++] = watermark.epochMillis(i) - movedAt;
                movedAt = watermark.epochMillis(i);
            }
        }
        if (count == 0 || end == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(gaps, count);
        Arrays.sort(sorted);
        long look = (watermark.epochMillis(end) - watermark.epochMillis(0)) / end;
        long median = sorted[count / 2];
        return median <= 2 * look ? 0 : median;
    }

    /** A state that has grown in the stall. */
    private Optional<Pile> pile(OperatorPast operator, StatePast state, Still still, long now) {
        Series keys = state.keys().between(still.since, now + 1);
        if (keys.size() < LEAST_SAMPLES
                || now - keys.epochMillis(keys.size() - 1)
                        > settings.watermarkStall().toMillis()) {
            return Optional.empty();
        }
        Floors floors = Floors.of(keys, still.since, now, Math.min(keys.size(), settings.buckets()));
        double first = floors.values()[0];
        double size = floors.values()[floors.seen() - 1];
        if (state.timers()) {
            // Timers set and deleted between two flushes leave lone tombstones, which the estimate counts as minus one
            // each until a compaction: only its peaks tell anything.
            first = highest(keys, 0, keys.size() / 2);
            size = highest(keys, keys.size() / 2, keys.size());
        }
        double grown = size - first;
        if (grown < settings.leastKeys() || grown < settings.leastGrowth() / 2 * first) {
            return Optional.empty();
        }
        boolean proven = MannKendall.of(floors.values()).risingByChance() <= CHANCE && stillRising(floors);
        Stall.Gain gain = new Stall.Gain(operator.arrivals().between(still.since, now), grown, size);
        return Optional.of(new Pile(operator, state, still, gain, proven));
    }

    private static double highest(Series series, int from, int to) {
        double highest = 0;
        for (int i = from; i < to; i++) {
            highest = Math.max(highest, series.value(i));
        }
        return highest;
    }

    /** What waits for event time does not reach a level while that stands still, as a time to live would. */
    private static boolean stillRising(Floors floors) {
        int last = floors.seen() - 1;
        double[] values = floors.values();
        return values[last] - values[last - last / 3] >= 0.15 * (values[last] - values[0]);
    }
}
