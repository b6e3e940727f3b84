package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.past.Arrivals;
import io.streamgauge.agent.analysis.leak.past.StatePast;
import io.streamgauge.agent.analysis.trend.MannKendall;
import io.streamgauge.agent.analysis.trend.TheilSen;
import io.streamgauge.agent.history.series.Series;
import java.util.Arrays;

/**
 * Says whether a state grows steadily for each record that comes in.
 *
 * <p>All of these must hold over a window of the settings, or over twice, four times, ... of it: the floors of the buckets
 * rise beyond chance (Mann-Kendall); so does their line (Theil-Sen, lower end of the 95 % interval); the level that the
 * state never fell below again rises in each third of the window, per record, and does not slow down; it rises by enough
 * in all, and by more than the swing of the input; the bytes of the table files rise with the keys; and it has not just
 * stopped.
 *
 * <p>Taken for leaks: what is longer in coming to its level than the window (a time to live, a lifetime or a filling domain
 * of more than about the window). Not found: growth hidden by larger swings of the same state.
 */
final class GrowthRule {

    /** To accuse: a chance of one in five hundred; with 10 buckets 39 of the 45 pairs must rise. */
    private static final double CHANCE_TO_ACCUSE = 0.002;

    /** For what only backs the accusation. */
    private static final double CHANCE_TO_BACK = 0.05;

    /** To stay accused. */
    private static final double CHANCE_TO_STAY = 0.2;

    /** Growth of the second half of a window by that of the first, per record, below which it is slowing down. */
    private static final double SLOWING = 0.6;

    private static final double SLOWING_TO_STAY = 0.35;

    /** Each third of a window must have at least this share of the mean growth of a third. */
    private static final double LEAST_THIRD = 0.35;

    /** Input in the newest buckets, by the rate before, below which it has stopped. */
    private static final double STOPPED_INPUT = 0.2;

    /** Input of a bucket, by the mean, that counts as none. */
    private static final double NO_INPUT = 0.02;

    /** The parts at both ends of a window that are compared. */
    private static final double OUTER_PART = 0.3;

    /** The newest part of the window that tells whether growth has stopped. */
    private static final double RECENT = 0.4;

    private final LeakSettings settings;

    GrowthRule(LeakSettings settings) {
        this.settings = settings;
    }

    /**
     * Judges one state.
     *
     * @param from nothing before counts: a warm-up, another execution
     * @param raised whether it is accused already; it takes less to stay so
     */
    Growth judge(StatePast state, Arrivals arrivals, long from, long now, boolean raised) {
        if (!state.sizeSeen()) {
            return new Growth.Unseen();
        }
        Series keys = state.flushedKeys();
        long start = Math.max(from, keys.isEmpty() ? now : keys.epochMillis(0));
        long window = settings.window().toMillis();
        if (now - start < window) {
            return new Growth.TooShort(start + window - now);
        }
        Growth answer = new Growth.Level();
        long longest = Math.min(settings.longestWindow().toMillis(), now - start);
        for (long span = window; span <= longest; span *= 2) {
            Growth growth = over(span, state, keys, arrivals, start, now, raised);
            if (growth instanceof Growth.Steady steady) {
                return new Growth.Steady(GrowthStart.traced(steady.trend(), keys, settings));
            }
            if (span == window || growth instanceof Growth.WithTraffic) {
                answer = growth;
            }
        }
        return answer;
    }

    private Growth over(
            long span, StatePast state, Series keys, Arrivals arrivals, long start, long now, boolean raised) {
        long from = now - span;
        int buckets = settings.buckets();
        long bucket = span / buckets;
        Floors floors = Floors.of(keys, from, now, buckets);
        Floors bytes = Floors.of(state.sstBytes(), from, now, buckets);
        if (!floors.complete(now, bucket) || !bytes.complete(now, bucket)) {
            return new Growth.TooShort(settings.window().toMillis());
        }
        if (!arrivals.known(from, now, 2 * bucket)) {
            return new Growth.Unseen();
        }
        if (inputStopped(arrivals, from, now, buckets)) {
            return new Growth.InputStopped();
        }
        double chance = MannKendall.of(floors.values()).risingByChance();
        if (raised
                ? chance > CHANCE_TO_STAY
                : chance > CHANCE_TO_ACCUSE || MannKendall.of(bytes.values()).risingByChance() > CHANCE_TO_BACK) {
            return new Growth.Level();
        }
        TheilSen line = TheilSen.of(floors.seconds(), floors.values());
        double[] envelope = floors.envelope();
        double growth = Math.min(envelope[envelope.length - 1] - envelope[0], line.perUnit() * span / 1000);
        boolean enough = growth >= settings.leastKeys()
                && (raised || growth >= settings.leastGrowth() * Math.max(1, envelope[0]));
        if (line.lower() <= 0
                || !enough
                || !steady(floors, envelope, arrivals, raised)
                || stopped(keys, line, span, now)) {
            return new Growth.Level();
        }
        double records = arrivals.between(from, now);
        Trend trend = new Trend(
                from,
                from,
                envelope[0],
                envelope[envelope.length - 1],
                new Trend.Rate(line.perUnit(), line.lower(), line.upper()),
                line.perUnit() * span / 1000 / records);
        if (raised || outgrowsInput(floors.values(), arrivals, start, now, span)) {
            return new Growth.Steady(trend);
        }
        double[] rates = rates(arrivals, from, now, buckets);
        return MannKendall.of(rates).risingByChance() <= CHANCE_TO_ACCUSE
                ? new Growth.WithTraffic(trend, rates[rates.length - 1] / rates[0] - 1)
                : new Growth.Level();
    }

    /** Whether input has all but ceased, or was away for a part of the window: state does not grow without it. */
    private static boolean inputStopped(Arrivals arrivals, long from, long now, int buckets) {
        double[] rates = rates(arrivals, from, now, buckets);
        double mean = Arrays.stream(rates).average().orElse(0);
        double before = Arrays.stream(rates, 0, buckets - 2).average().orElse(0);
        double newest = Arrays.stream(rates, buckets - 2, buckets).average().orElse(0);
        return newest <= STOPPED_INPUT * before || lowest(rates, 0, buckets) <= NO_INPUT * mean;
    }

    /** Whether it grows in each third, and in the second half about as much as in the first; all per record. */
    private static boolean steady(Floors floors, double[] envelope, Arrivals arrivals, boolean raised) {
        int last = envelope.length - 1;
        int[] marks = {0, Math.round(last / 3f), Math.round(last * 2 / 3f), last};
        double whole = perRecord(floors, envelope, arrivals, 0, last);
        for (int third = 0; third < 3 && !raised; third++) {
            if (!(perRecord(floors, envelope, arrivals, marks[third], marks[third + 1]) >= LEAST_THIRD * whole)) {
                return false;
            }
        }
        double first = perRecord(floors, envelope, arrivals, 0, last / 2);
        double second = perRecord(floors, envelope, arrivals, last / 2, last);
        return second >= (raised ? SLOWING_TO_STAY : SLOWING) * first;
    }

    private static double perRecord(Floors floors, double[] envelope, Arrivals arrivals, int from, int to) {
        double records = arrivals.between(floors.middle(from), floors.middle(to));
        return (envelope[to] - envelope[from]) / Math.max(1, records);
    }

    /** Whether the newest samples rise by significantly less than half of the pace of the whole window. */
    private boolean stopped(Series keys, TheilSen line, long span, long now) {
        long recent = (long) (RECENT * Math.min(span, settings.window().toMillis()));
        Series part = keys.between(now - recent, now + 1);
        if (part.size() < 4) {
            return false;
        }
        double[] seconds = new double[part.size()];
        double[] values = new double[part.size()];
        for (int i = 0; i < part.size(); i++) {
            seconds[i] = (part.epochMillis(i) - part.epochMillis(0)) / 1000.0;
            values[i] = part.value(i);
        }
        return TheilSen.of(seconds, values).upper() < line.perUnit() / 2;
    }

    /**
     * Whether it grows by more than any swing of its input could make it.
     *
     * <p>A healthy state follows its input, behind by a lifetime. So it may go from the level of the lowest rate seen
     * shortly before to that of the highest: only growth beyond that counts.
     */
    private boolean outgrowsInput(double[] floors, Arrivals arrivals, long start, long now, long span) {
        int buckets = settings.buckets();
        int before = (int) Math.min(buckets, (now - span - start) * buckets / span);
        double[] rates = rates(arrivals, now - span - before * span / buckets, now, buckets + before);
        double swing = highest(rates, 0, rates.length) / Math.max(lowest(rates, 0, rates.length), Double.MIN_NORMAL);
        // The high of a saw-tooth at the start with its low at the end.
        int part = Math.max(1, (int) (OUTER_PART * floors.length));
        double atStart = highest(floors, 0, part);
        double atEnd = lowest(floors, floors.length - part, floors.length);
        return atEnd >= atStart * swing * (1 + settings.leastGrowth() / 2);
    }

    private static double highest(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).max().orElse(0);
    }

    private static double lowest(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).min().orElse(0);
    }

    /** Records per second in each of equal parts of a span. */
    private static double[] rates(Arrivals arrivals, long from, long to, int parts) {
        double[] rates = new double[parts];
        for (int i = 0; i < parts; i++) {
            long start = from + (to - from) * i / parts;
            long end = from + (to - from) * (i + 1) / parts;
            rates[i] = arrivals.between(start, end) * 1000 / (end - start);
        }
        return rates;
    }
}
