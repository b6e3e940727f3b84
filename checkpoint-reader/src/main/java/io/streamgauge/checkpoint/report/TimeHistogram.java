package io.streamgauge.checkpoint.report;

/**
 * How many there are by time. Bucket i holds times from {@code startMillis(i)}, inclusive, to {@code startMillis(i + 1)}, exclusive;
 * times are milliseconds since the epoch, of event time or wall clock as the state has it.
 */
public final class TimeHistogram {
    private final long[] boundsMillis;
    private final double[] counts;
    private final Basis basis;

    /** What the counts rest on. */
    public enum Basis {
        /** Each one was counted. */
        COUNTED,
        /** Scaled up from the sampled key groups. */
        SAMPLED,
        /** From the index of table files: entries overwritten or deleted count too, and a block's are spread evenly. */
        INDEX
    }

    /** @param boundsMillis ascending, one more than counts */
    public TimeHistogram(long[] boundsMillis, double[] counts, Basis basis) {
        if (boundsMillis.length != counts.length + 1) {
            throw new IllegalArgumentException(counts.length + " buckets with " + boundsMillis.length + " bounds");
        }
        this.boundsMillis = boundsMillis.clone();
        this.counts = counts.clone();
        this.basis = basis;
    }

    public int buckets() {
        return counts.length;
    }

    public long startMillis(int bucket) {
        return boundsMillis[bucket];
    }

    public double count(int bucket) {
        return counts[bucket];
    }

    public Basis basis() {
        return basis;
    }
}
