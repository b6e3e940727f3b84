package io.streamgauge.agent.cohort;

import io.streamgauge.agent.observation.OperatorObservation;
import io.streamgauge.agent.observation.StateObservation;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.TimeHistogram;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Sums up what one observation shows of a state. */
final class ShapeOf {

    private static final double UNKNOWN = Double.NaN;

    private ShapeOf() {}

    /**
     * @param keys the sampled ones that are followed
     * @param scale keys of the state per key followed
     */
    static Shape of(
            StateObservation state,
            OperatorObservation operator,
            long atMillis,
            @Nullable KeyTable keys,
            double scale,
            long farMillis) {
        int[] bytes = keys == null ? new int[0] : keys.bytes.clone();
        Arrays.sort(bytes);
        KeySample sample = state.sample();
        double[] stampAges = sample == null
                ? new double[0]
                : sorted(sample, key -> ago(atMillis, sample.keys().lastAccessMillis(key)));
        Long watermark = operator.watermarkMillis();
        double[] overhangs = sample == null || watermark == null
                ? new double[0]
                : sorted(sample, key -> ago(watermark, sample.keys().windowEndMillis(key)));
        double[] ahead = due(
                state.dueTimes(), state.kind() == StateKind.EVENT_TIME_TIMERS ? watermark : (Long) atMillis, farMillis);
        if (overhangs.length > 0) {
            ahead = new double[] {share(overhangs, -farMillis / 1000.0), -quantile(overhangs, 0.5)};
        }
        return new Shape(
                state.bytes(),
                state.largestSubtaskBytes(),
                state.entries() == null ? UNKNOWN : state.entries(),
                state.tombstones() == null ? UNKNOWN : state.tombstones(),
                keys == null ? UNKNOWN : keys.size(),
                scale,
                bytes.length == 0 ? UNKNOWN : Arrays.stream(bytes).average().orElse(UNKNOWN),
                bytes.length == 0 ? UNKNOWN : bytes[(int) ((bytes.length - 1) * 0.99)],
                topShare(bytes),
                quantile(stampAges, 0.5),
                quantile(stampAges, 0.99),
                overhangs.length == 0 ? UNKNOWN : 1 - share(overhangs, 0),
                quantile(overhangs, 0.99),
                ahead[0],
                ahead[1]);
    }

    private static @Nullable Double ago(long now, @Nullable Long then) {
        return then == null ? null : (Double) ((now - then) / 1000.0);
    }

    private static double[] sorted(KeySample sample, IntFunction<@Nullable Double> of) {
        int count = sample.keys().count();
        double[] values = new double[count];
        int known = 0;
        for (int key = 0; key < count; key++) {
            Double value = of.apply(key);
            if (value != null) {
                values[known++] = value;
            }
        }
        double[] sorted = Arrays.copyOf(values, known);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double quantile(double[] sorted, double q) {
        return sorted.length == 0 ? UNKNOWN : sorted[(int) Math.round((sorted.length - 1) * q)];
    }

    /** Of sorted values, those up to a limit. */
    private static double share(double[] sorted, double limit) {
        int count = 0;
        while (count < sorted.length && sorted[count] <= limit) {
            count++;
        }
        return (double) count / sorted.length;
    }

    private static double topShare(int[] sorted) {
        if (sorted.length == 0) {
            return UNKNOWN;
        }
        int top = Math.max(1, sorted.length / 100);
        double all = 0;
        double largest = 0;
        for (int i = 0; i < sorted.length; i++) {
            all += sorted[i];
            largest += i >= sorted.length - top ? sorted[i] : 0;
        }
        return all == 0 ? UNKNOWN : largest / all;
    }

    /** Share of timers that are far, and by how many seconds the median one is ahead. */
    private static double[] due(@Nullable TimeHistogram times, @Nullable Long base, long farMillis) {
        if (times == null || base == null) {
            return new double[] {UNKNOWN, UNKNOWN};
        }
        double all = 0;
        double far = 0;
        for (int i = 0; i < times.buckets(); i++) {
            // What lies behind is overwritten or deleted, and not yet compacted away.
            if (times.startMillis(i) >= base) {
                all += times.count(i);
                far += times.startMillis(i) - base >= farMillis ? times.count(i) : 0;
            }
        }
        if (all == 0) {
            return new double[] {UNKNOWN, UNKNOWN};
        }
        double sum = 0;
        int median = 0;
        while (median < times.buckets() - 1) {
            sum += times.startMillis(median) >= base ? times.count(median) : 0;
            if (sum >= all / 2) {
                break;
            }
            median++;
        }
        return new double[] {far / all, (times.startMillis(median) - base) / 1000.0};
    }
}
