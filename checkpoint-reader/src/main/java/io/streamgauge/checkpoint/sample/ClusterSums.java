package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.report.Estimate;

/**
 * Infers a total from a sample of keys. Flink puts each key into one of the key groups by a hash, so each key is in the sample with the same
 * probability p, on its own, and with all that belongs to it: its windows, its timers. With c things under a key, the total is estimated by
 * sum(c) / p (Horvitz and Thompson, 1952), whose variance sum(c^2) (1 - p) / p^2 estimates. The interval is Wilson's (1927): the totals
 * that the sample does not contradict, for sum(c)^2 / sum(c^2) keys that count alike; the more keys differ, the more it takes Student's
 * quantile instead of the normal one, since the variance then is a guess too. It knows nothing of a key that has much of the state and is
 * not in the sample. Not thread-safe.
 */
public final class ClusterSums {
    private static final double CONFIDENCE = 0.95;
    private static final double NORMAL_QUANTILE = 1.959963984540054;
    /** With fewer the series for Student's quantile is no good. */
    private static final double LEAST_FREEDOM = 3;

    private long count;
    private double sum;
    private double squares;

    /** Takes in one key with what is counted under it. */
    public void add(double count) {
        this.count++;
        sum += count;
        squares += count * count;
    }

    /** Of all keys in the sample. */
    public double sum() {
        return sum;
    }

    /**
     * Of the whole state.
     *
     * @param probability of a key to be in the sample: key groups read by key groups in all
     */
    public Estimate estimate(double probability) {
        if (probability >= 1) {
            return new Estimate(sum, sum, sum, CONFIDENCE);
        }
        double rest = 1 - probability;
        double keys = sum == 0 ? 0 : sum * sum / squares;
        double each = sum == 0 ? 1 : squares / sum;
        double quantile = quantile(keys);
        double middle = keys + quantile * quantile * rest / 2;
        double half = quantile * Math.sqrt(keys * rest + quantile * quantile * rest * rest / 4);
        double low = Math.max(sum, each * (middle - half) / probability);
        return new Estimate(sum / probability, low, Math.max(low, each * (middle + half) / probability), CONFIDENCE);
    }

    /** Student's by its series in 1 / degrees of freedom (Fisher and Cornish, 1960), as far as keys differ. */
    private double quantile(double alike) {
        double z = NORMAL_QUANTILE;
        double freedom = Math.max(LEAST_FREEDOM, alike - 1);
        double student = z
                + (z * z * z + z) / (4 * freedom)
                + (5 * Math.pow(z, 5) + 16 * z * z * z + 3 * z) / (96 * freedom * freedom);
        double differ = count == 0 ? 0 : Math.max(0, 1 - alike / count);
        return z + (student - z) * differ;
    }
}
