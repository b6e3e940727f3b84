package io.streamgauge.benchmarks.throughput;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What a treatment does to a figure, from pairs of windows. In each window two subjects run at the same time, one of them
 * treated; in the next window the other. Whatever is particular to a subject or to a moment cancels. Not thread-safe.
 *
 * <p>Taking logarithms, a window gives d = log(treated / untreated). With the subjects' own ratio s, the first window of a pair
 * has d = effect + s and the second d = effect - s, so that their mean is the effect.
 */
final class PairedRatios {

    private static final int RESAMPLES = 10_000;
    private static final long SEED = 20_240_229;

    private final List<Double> effects = new ArrayList<>();

    /** Treated over untreated, in both windows of a pair. */
    void add(double firstRatio, double secondRatio) {
        double effect = (Math.log(firstRatio) + Math.log(secondRatio)) / 2;
        if (!Double.isFinite(effect)) {
            throw new IllegalArgumentException("expected positive ratios, found " + firstRatio + " and " + secondRatio);
        }
        effects.add(effect);
    }

    int count() {
        return effects.size();
    }

    double median() {
        return Math.exp(median(effects.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** Percentile bootstrap of the median over pairs: 95 % of resamples lie between. */
    double[] interval() {
        Random random = new Random(SEED);
        double[] medians = new double[RESAMPLES];
        double[] resample = new double[effects.size()];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < resample.length; j++) {
                resample[j] = effects.get(random.nextInt(effects.size()));
            }
            medians[i] = median(resample.clone());
        }
        Arrays.sort(medians);
        return new double[] {
            Math.exp(medians[(int) (RESAMPLES * 0.025)]), Math.exp(medians[(int) (RESAMPLES * 0.975) - 1])
        };
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** "0.9987 [0.9951..1.0023], 24 pairs". */
    @Override
    public String toString() {
        if (effects.isEmpty()) {
            return "-";
        }
        double[] interval = interval();
        return String.format(
                Locale.ROOT, "%.4f [%.4f..%.4f], %d pairs", median(), interval[0], interval[1], effects.size());
    }
}
