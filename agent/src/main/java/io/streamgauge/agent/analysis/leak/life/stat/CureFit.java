package io.streamgauge.agent.analysis.leak.life.stat;

import io.streamgauge.agent.cohort.AgeBins;

/**
 * A share of keys that never die beside others whose lifetimes are of a Weibull distribution: the mixture cure model (Berkson and
 * Gage, 1952; Farewell, 1982), by maximum likelihood over the bins of a life table. It is held against lifetimes without
 * immortals, also of heavy tails, and against a share that only lives long.
 *
 * @param immortal share of new keys that never die
 * @param evidence twice the logarithm of the likelihood ratio against no immortals: Weibull, log-normal or log-logistic
 *     lifetimes, shape and scale free
 * @param evidenceOverSlow the same against a share that dies, but takes {@link #SLOW} times what was watched on average
 */
public record CureFit(double immortal, double evidence, double evidenceOverSlow) {

    /** What lives longer than this many times the stretch cannot be told from what lives for ever. */
    public static final double SLOW = 2.5;

    private static final double[] SHAPES = {0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2, 3, 5};
    private static final double[] SPREADS = {0.3, 0.5, 0.7, 0.9, 1.1, 1.3, 1.5, 1.8, 2.2, 2.7};
    private static final double[] SHARES = {0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.3, 0.45, 0.6, 0.8};
    /** Scales tried, in half octaves of a sixteenth of the slice. */
    private static final int SCALES = 2 * AgeBins.COUNT;

    /** Share of those alive at an age, by a shape; ages in units of the scale. */
    private interface Lifetimes {
        double alive(double age, double shape);
    }

    private static final Lifetimes WEIBULL = (age, shape) -> Math.exp(-Math.pow(age, shape));
    private static final Lifetimes LOG_LOGISTIC = (age, shape) -> 1 / (1 + Math.pow(age, shape));
    private static final Lifetimes LOG_NORMAL =
            (age, spread) -> age <= 0 ? 1 : Poisson.upperTail(Math.log(age) / spread);

    /**
     * Fits.
     *
     * @param seconds the stretch that was watched
     */
    public static CureFit of(Survival survival, double seconds) {
        Fit fit = new Fit(survival);
        double none = Math.max(
                fit.best(WEIBULL, SHAPES, 0, Double.POSITIVE_INFINITY),
                Math.max(
                        fit.best(LOG_LOGISTIC, SHAPES, 0, Double.POSITIVE_INFINITY),
                        fit.best(LOG_NORMAL, SPREADS, 0, Double.POSITIVE_INFINITY)));
        double immortals = Double.NEGATIVE_INFINITY;
        double slow = Double.NEGATIVE_INFINITY;
        double share = 0;
        for (double each : SHARES) {
            double likelihood = fit.best(WEIBULL, SHAPES, each, Double.POSITIVE_INFINITY);
            if (likelihood > immortals) {
                immortals = likelihood;
                share = each;
            }
            slow = Math.max(slow, fit.best(WEIBULL, SHAPES, each, SLOW * seconds));
        }
        return new CureFit(share, Math.max(0, 2 * (immortals - none)), 2 * (immortals - slow));
    }

    /** Likelihoods of one life table. */
    private static final class Fit {

        private final double[] ends = new double[AgeBins.COUNT];
        private final double[] widths = new double[AgeBins.COUNT];
        private final Survival survival;
        private int bins;

        Fit(Survival survival) {
            this.survival = survival;
            for (int bin = 0; bin < AgeBins.COUNT; bin++) {
                ends[bin] = AgeBins.start(bin + 1, survival.sliceSeconds());
                widths[bin] = ends[bin] - AgeBins.start(bin, survival.sliceSeconds());
                bins = survival.flow().exposureSeconds(bin) > 0 ? bin + 1 : bins;
            }
        }

        /** The best over shapes and scales; over the latter a coarse scan and one that is finer around its best. */
        double best(Lifetimes lifetimes, double[] shapes, double share, double mean) {
            double best = Double.NEGATIVE_INFINITY;
            for (double shape : shapes) {
                double middle = 0;
                double highest = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < SCALES; i += 4) {
                    double likelihood = logLikelihood(lifetimes, shape, scale(i), share, mean);
                    if (likelihood > highest) {
                        highest = likelihood;
                        middle = i;
                    }
                }
                for (double step = 2; step >= 0.25; step /= 2) {
                    double from = middle;
                    for (double side : new double[] {from - step, from + step}) {
                        double likelihood = logLikelihood(lifetimes, shape, scale(side), share, mean);
                        if (likelihood > highest) {
                            highest = likelihood;
                            middle = side;
                        }
                    }
                }
                best = Math.max(best, highest);
            }
            return best;
        }

        private double scale(double halfOctaves) {
            return survival.sliceSeconds() / 16 * Math.pow(2, halfOctaves / 2);
        }

        /** With a share that dies by chance alone, after so long on average. */
        private double logLikelihood(Lifetimes lifetimes, double shape, double scale, double share, double mean) {
            double sum = 0;
            double before = 1;
            for (int bin = 0; bin < bins; bin++) {
                double after =
                        share * Math.exp(-ends[bin] / mean) + (1 - share) * lifetimes.alive(ends[bin] / scale, shape);
                double lived = survival.flow().exposureSeconds(bin);
                if (lived > 0) {
                    double hazard = Math.max(1e-12, -Math.log(Math.max(1e-300, after / before))) / widths[bin];
                    sum += survival.flow().deaths(bin) * Math.log(hazard * widths[bin]) - hazard * lived;
                }
                before = Math.max(after, 1e-300);
            }
            return sum;
        }
    }
}
