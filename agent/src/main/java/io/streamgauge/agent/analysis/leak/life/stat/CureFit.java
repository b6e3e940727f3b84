package io.streamgauge.agent.analysis.leak.life.stat;

import io.streamgauge.agent.cohort.AgeBins;

/**
 * A share of keys that never die beside others whose lifetimes are of a Weibull distribution: the mixture cure model (Berkson and
 * Gage, 1952; Farewell, 1982), by maximum likelihood over the bins of a life table.
 *
 * @param immortal share of new keys that never die
 * @param evidence twice the logarithm of the likelihood ratio against no immortals, with shape and scale free in both
 */
public record CureFit(double immortal, double evidence) {

    private static final double[] SHAPES = {0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2, 3, 5};
    private static final double[] SHARES = {
        0, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.3, 0.45, 0.6, 0.8
    };
    /** Scales tried, in half octaves of the slice. */
    private static final int SCALES = 2 * AgeBins.COUNT;

    public static CureFit of(Survival survival) {
        double best = Double.NEGATIVE_INFINITY;
        double bestShare = 0;
        double none = Double.NEGATIVE_INFINITY;
        for (double share : SHARES) {
            double likelihood = Double.NEGATIVE_INFINITY;
            for (double shape : SHAPES) {
                likelihood = Math.max(likelihood, overScales(survival, share, shape));
            }
            if (share == 0) {
                none = likelihood;
            }
            if (likelihood > best) {
                best = likelihood;
                bestShare = share;
            }
        }
        return new CureFit(bestShare, Math.max(0, 2 * (best - none)));
    }

    /** The best over scales: unimodal, so a coarse scan and one that is finer around its best. */
    private static double overScales(Survival survival, double share, double shape) {
        double best = Double.NEGATIVE_INFINITY;
        int at = 0;
        for (int i = 0; i < SCALES; i += 4) {
            double likelihood = logLikelihood(survival, share, shape, scale(i, survival));
            if (likelihood > best) {
                best = likelihood;
                at = i;
            }
        }
        double middle = at;
        for (double step = 2; step >= 0.25; step /= 2) {
            double from = middle;
            for (double side : new double[] {from - step, from + step}) {
                double likelihood = logLikelihood(survival, share, shape, scale(side, survival));
                if (likelihood > best) {
                    best = likelihood;
                    middle = side;
                }
            }
        }
        return best;
    }

    private static double scale(double halfOctaves, Survival survival) {
        return survival.sliceSeconds() / 16 * Math.pow(2, halfOctaves / 2);
    }

    private static double logLikelihood(Survival survival, double share, double shape, double scale) {
        double sum = 0;
        double before = 1;
        for (int bin = 0; bin < AgeBins.COUNT; bin++) {
            double end = AgeBins.start(bin + 1, survival.sliceSeconds());
            double after = share + (1 - share) * Math.exp(-Math.pow(end / scale, shape));
            double lived = survival.exposures()[bin];
            if (lived > 0) {
                double width = end - AgeBins.start(bin, survival.sliceSeconds());
                double hazard = Math.max(1e-12 / width, -Math.log(Math.max(1e-300, after / before)) / width);
                sum += survival.deaths()[bin] * Math.log(hazard * width) - hazard * lived;
            }
            before = Math.max(after, 1e-300);
        }
        return sum;
    }
}
