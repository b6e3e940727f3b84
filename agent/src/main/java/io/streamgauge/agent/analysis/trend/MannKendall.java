package io.streamgauge.agent.analysis.trend;

import java.util.Arrays;

/**
 * The Mann-Kendall test for a monotone trend, in O(n log n).
 *
 * <p>Assumes that the values are independent: give it one value per cycle (bucket floors), not neighbouring samples of a
 * saw-tooth. Reference: Mann 1945, Kendall 1975; variance with the correction for ties.
 *
 * @param s pairs that rise less pairs that fall
 * @param variance of {@code s} without a trend
 */
public record MannKendall(long s, double variance) {

    /**
     * Tests values for a trend.
     *
     * @param values in order of time; must not hold NaN
     */
    public static MannKendall of(double[] values) {
        int n = values.length;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        long pairs = (long) n * (n - 1) / 2;
        long tiedPairs = 0;
        double variance = n * (n - 1.0) * (2.0 * n + 5);
        int start = 0;
        for (int i = 1; i <= n; i++) {
            if (i == n || sorted[i] != sorted[start]) {
                long t = (long) i - start;
                tiedPairs += t * (t - 1) / 2;
                variance -= t * (t - 1.0) * (2.0 * t + 5);
                start = i;
            }
        }
        long falling = Inversions.count(values);
        return new MannKendall(pairs - tiedPairs - 2 * falling, variance / 18);
    }

    /** Chance that values without a trend rise as much as this: small says that they rise. 1 where nothing rises. */
    public double risingByChance() {
        return byChance(s);
    }

    /** Chance that values without a trend fall as much as this. */
    public double fallingByChance() {
        return byChance(-s);
    }

    private double byChance(long score) {
        if (score <= 0 || variance <= 0) {
            return 1;
        }
        return Normal.upperTail((score - 1) / Math.sqrt(variance));
    }
}
