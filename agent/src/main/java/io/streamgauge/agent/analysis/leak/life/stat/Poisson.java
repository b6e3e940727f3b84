package io.streamgauge.agent.analysis.leak.life.stat;

/** Counts of rare events. */
public final class Poisson {

    /** One-sided 95 %. */
    private static final double Z_95 = 1.6448536269514722;

    private Poisson() {}

    /** Chance of at most so many events where so many are expected. */
    public static double atMost(double events, double expected) {
        if (expected <= 0) {
            return 1;
        }
        if (expected > 200) {
            // Wilson and Hilferty, as below.
            double shape = events + 1;
            double z = 3 * Math.sqrt(shape) * (Math.cbrt(expected / shape) - 1 + 1 / (9 * shape));
            return upperTail(z);
        }
        double term = Math.exp(-expected);
        double sum = term;
        for (int i = 1; i <= events; i++) {
            term *= expected / i;
            sum += term;
        }
        return Math.min(1, sum);
    }

    /** Upper end of the one-sided 95 % interval of what is expected, having seen so many (Wilson and Hilferty, 1931). */
    public static double upper(double events) {
        double shape = events + 1;
        return shape * Math.pow(1 - 1 / (9 * shape) + Z_95 / (3 * Math.sqrt(shape)), 3);
    }

    /** Lower end of the same. */
    public static double lower(double events) {
        return events <= 0 ? 0 : events * Math.pow(1 - 1 / (9 * events) - Z_95 / (3 * Math.sqrt(events)), 3);
    }

    /** Of the standard normal distribution (Abramowitz and Stegun 26.2.17; its error is below 7.5e-8). */
    public static double upperTail(double z) {
        if (z < 0) {
            return 1 - upperTail(-z);
        }
        double t = 1 / (1 + 0.2316419 * z);
        double poly = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * poly;
    }
}
