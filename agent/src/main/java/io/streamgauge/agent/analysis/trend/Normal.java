package io.streamgauge.agent.analysis.trend;

/** The standard normal distribution. */
final class Normal {

    private Normal() {}

    /**
     * Chance of a value above z, for z &gt;= 0.
     *
     * <p>Abramowitz and Stegun 26.2.17: absolute error below 7.5e-8, so tails below that are known only as "tiny".
     */
    static double upperTail(double z) {
        double t = 1 / (1 + 0.2316419 * z);
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
    }
}
