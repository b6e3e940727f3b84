package io.streamgauge.agent.analysis.leak.life.stat;

import io.streamgauge.agent.cohort.AgeBins;
import io.streamgauge.agent.cohort.Flow;

/**
 * How long sampled keys live, from deaths by key-seconds lived at each age (the life table of Kaplan and Meier in bins, with
 * entry at birth). Keys whose birth was not seen are left out.
 *
 * @param flow of the keys
 * @param sliceSeconds what ages are measured in
 */
public record Survival(Flow flow, double sliceSeconds) {

    /** Share of keys of one age that reach another, in seconds. */
    public double between(double fromAge, double toAge) {
        return Math.exp(-hazard(fromAge, toAge, false));
    }

    /** Lower end of the one-sided 95 % interval of the same. 0 where nobody was seen at such ages. */
    public double lowerBetween(double fromAge, double toAge) {
        return Math.exp(-hazard(fromAge, toAge, true));
    }

    /** Of a whole lifetime on average; NaN while a tenth or more of keys outlive what was seen. */
    public double meanSeconds() {
        double alive = 1;
        double sum = 0;
        for (int bin = 0; bin < AgeBins.COUNT - 1 && flow.exposureSeconds(bin) > 0; bin++) {
            double after = alive * Math.exp(-flow.deaths(bin) / flow.exposureSeconds(bin) * width(bin));
            sum += (alive + after) / 2 * width(bin);
            alive = after;
        }
        return alive < 0.1 ? sum : Double.NaN;
    }

    /** Key-seconds lived at such ages. */
    public double exposure(double fromAge, double toAge) {
        double sum = 0;
        for (int bin = 0; bin < AgeBins.COUNT; bin++) {
            sum += flow.exposureSeconds(bin) * overlap(bin, fromAge, toAge) / width(bin);
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
            if (overlap > 0 && flow.exposureSeconds(bin) > 0) {
                sum += flow.deaths(bin) / flow.exposureSeconds(bin) * overlap;
                died += flow.deaths(bin) * overlap / width(bin);
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
