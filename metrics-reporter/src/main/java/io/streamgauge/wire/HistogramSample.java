package io.streamgauge.wire;

import java.util.Arrays;

/**
 * One reading of a histogram. Mutable and reused, so that reading thousands makes no garbage: a receiver copies what it
 * keeps. Not thread-safe. A statistic that is not known is NaN and does not cross the wire.
 */
public final class HistogramSample {

    private long count;
    private double sum;
    private double min;
    private double max;
    private double mean;
    private final double[] quantiles = new double[Protocol.QUANTILES.size()];

    public HistogramSample() {
        reset(0);
    }

    /** Forgets all statistics; {@code count} is the number of values ever seen, not of those in the sample. */
    public void reset(long count) {
        this.count = count;
        sum = Double.NaN;
        min = Double.NaN;
        max = Double.NaN;
        mean = Double.NaN;
        Arrays.fill(quantiles, Double.NaN);
    }

    public void sum(double value) {
        sum = value;
    }

    public void spread(double min, double max, double mean) {
        this.min = min;
        this.max = max;
        this.mean = mean;
    }

    /** Sets the quantile at this place of {@link Protocol#QUANTILES}. */
    public void quantile(int index, double value) {
        quantiles[index] = value;
    }

    public long count() {
        return count;
    }

    /** Sum of all values ever seen; NaN for Flink's own histograms, which do not keep one. */
    public double sum() {
        return sum;
    }

    public double min() {
        return min;
    }

    public double max() {
        return max;
    }

    public double mean() {
        return mean;
    }

    public double quantile(int index) {
        return quantiles[index];
    }

    public void copyFrom(HistogramSample other) {
        count = other.count;
        sum = other.sum;
        min = other.min;
        max = other.max;
        mean = other.mean;
        System.arraycopy(other.quantiles, 0, quantiles, 0, quantiles.length);
    }

    /** Bit by bit, so that NaN equals NaN. */
    public boolean sameAs(HistogramSample other) {
        return count == other.count
                && Double.compare(sum, other.sum) == 0
                && Double.compare(min, other.min) == 0
                && Double.compare(max, other.max) == 0
                && Double.compare(mean, other.mean) == 0
                && Arrays.equals(quantiles, other.quantiles);
    }
}
