package io.streamgauge.agent.analysis.leak.life.stat;

import io.streamgauge.agent.cohort.AgeBins;
import io.streamgauge.agent.cohort.Flow;

/**
 * How long sampled keys live, from deaths by key-seconds lived at each age (the life table of Kaplan and Meier in bins, with
 * entry at birth). Keys whose birth was not seen are left out.
 *
 * @param exposures key-seconds by {@link AgeBins}
 * @param deaths by the same
 * @param sliceSeconds what ages are measured in
 */
public record Survival(double[] exposures, double[] deaths, double sliceSeconds) {

    public static Survival of(Flow flow, double sliceSeconds) {
        double[] exposures = new double[AgeBins.COUNT];
        double[] deaths = new double[AgeBins.COUNT];
        for (int bin = 0; bin < AgeBins.COUNT; bin++) {
            exposures[bin] = flow.exposureSeconds(bin);
            deaths[bin] = flow.deaths(bin);
        }
        return new Survival(exposures, deaths, sliceSeconds);
    }

    /** Share of keys of one age that reach another, in seconds. */
    public double between(double fromAge, double toAge) {
        return Math.exp(-hazard(fromAge, toAge, false));
    }

    /** Lower end of the one-sided 95 % interval of the same. 0 where nobody was seen at such ages. */
    public double lowerBetween(double fromAge, double toAge) {
        return Math.exp(-hazard(fromAge, toAge, true));
    }

    /** Key-seconds lived at such ages. */
    public double exposure(double fromAge, double toAge) {
        double sum = 0;
        for (int bin = 0; bin < AgeBins.COUNT; bin++) {
            sum += exposures[bin] * overlap(bin, fromAge, toAge) / width(bin);
        }
        return sum;
    }

    /** Hazard summed over ages; where it is to be an upper bound, by the deaths of the whole stretch. */
    private double hazard(double fromAge, double toAge, boolean upper) {
        double lived = exposure(fromAge, toAge);
        if (lived <= 0) {
            return upper ? Double.POSITIVE_INFINITY : 0;
        }
        double sum = 0;
        double died = 0;
        for (int bin = 0; bin < AgeBins.COUNT; bin++) {
            double overlap = overlap(bin, fromAge, toAge);
            if (overlap > 0 && exposures[bin] > 0) {
                sum += deaths[bin] / exposures[bin] * overlap;
                died += deaths[bin] * overlap / width(bin);
            }
        }
        if (!upper) {
            return sum;
        }
        // What few deaths leave open, spread over the stretch as if its hazard were even.
        double more = (Poisson.upper(died) - died) / lived * (toAge - fromAge);
        return sum + more;
    }

    private double overlap(int bin, double fromAge, double toAge) {
        double start = AgeBins.start(bin, sliceSeconds);
        return Math.max(0, Math.min(start + width(bin), toAge) - Math.max(start, fromAge));
    }

    private double width(int bin) {
        return AgeBins.start(bin + 1, sliceSeconds) - AgeBins.start(bin, sliceSeconds);
    }
}
