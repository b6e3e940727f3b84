package io.streamgauge.agent.analysis.trend;

/**
 * Slope of a line through points as the median of the slopes of all pairs, with Sen's confidence interval; O(n log n)
 * expected, deterministic.
 *
 * <p>Nearly a third of the points may be wild without effect on the slope. The interval assumes independent values.
 * Reference: Theil 1950, Sen 1968; selection by counting inversions after Matousek 1991.
 *
 * @param perUnit rise per unit of time
 * @param lower end of the two-sided interval; minus infinity with too few points to tell
 * @param upper likewise
 */
public record TheilSen(double perUnit, double lower, double upper) {

    /** Quantile of the standard normal distribution for a two-sided interval of 95 %. */
    private static final double Z_95 = 1.959963984540054;

    /**
     * With the 95 % interval.
     *
     * @param times strictly rising
     * @param values one for each time; must not hold NaN
     */
    public static TheilSen of(double[] times, double[] values) {
        int n = values.length;
        if (n < 2 || times.length != n) {
            throw new IllegalArgumentException(times.length + " times and " + n + " values; needs two points or more");
        }
        SlopeSelection slopes = new SlopeSelection(times, values);
        long count = slopes.count();
        double middle = count % 2 == 1
                ? slopes.ranked(count / 2)
                : (slopes.ranked(count / 2 - 1) + slopes.ranked(count / 2)) / 2;
        double margin = Z_95 * Math.sqrt(MannKendall.of(values).variance());
        long low = (long) Math.floor((count - margin) / 2);
        long high = count - 1 - low;
        boolean tooFew = low < 0;
        return new TheilSen(
                middle,
                tooFew ? Double.NEGATIVE_INFINITY : slopes.ranked(Math.min(low, count - 1)),
                tooFew ? Double.POSITIVE_INFINITY : slopes.ranked(Math.max(high, 0)));
    }
}
