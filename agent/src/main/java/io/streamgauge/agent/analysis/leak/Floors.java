package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.history.series.Series;
import java.util.Arrays;

/**
 * A series reduced to one low value per bucket: what is left of a saw-tooth of flushes, compactions and windows.
 */
final class Floors {

    private final long[] middles;
    private final double[] values;
    private final int buckets;

    private Floors(long[] middles, double[] values, int buckets) {
        this.middles = middles;
        this.values = values;
        this.buckets = buckets;
    }

    /** Buckets without a sample are left out, not filled. */
    static Floors of(Series series, long from, long to, int buckets) {
        long[] middles = new long[buckets];
        double[] values = new double[buckets];
        int seen = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            long start = from + (to - from) * bucket / buckets;
            long end = from + (to - from) * (bucket + 1) / buckets;
            // The newest sample bears the time of the tick itself.
            Series part = series.between(start, bucket == buckets - 1 ? end + 1 : end);
            if (!part.isEmpty()) {
                double[] sorted = new double[part.size()];
                Arrays.setAll(sorted, part::value);
                Arrays.sort(sorted);
                middles[seen] = start + (end - start) / 2;
                values[seen++] = sorted[sorted.length / 4];
            }
        }
        return new Floors(Arrays.copyOf(middles, seen), Arrays.copyOf(values, seen), buckets);
    }

    /** Middle of a bucket that was seen, epoch milliseconds. */
    long middle(int index) {
        return middles[index];
    }

    /** The lower quartile of each bucket that was seen: a lowest value would hang on a single misread sample. */
    double[] values() {
        return values.clone();
    }

    int seen() {
        return values.length;
    }

    /** At least four in five, the newest among them. */
    boolean complete(long to, long bucketMillis) {
        return seen() * 5 >= buckets * 4 && middles[seen() - 1] >= to - bucketMillis;
    }

    /** What the series never fell below again: the lowest of each value and those after it. Never falls. */
    double[] envelope() {
        double[] envelope = values.clone();
        for (int i = envelope.length - 2; i >= 0; i--) {
            envelope[i] = Math.min(envelope[i], envelope[i + 1]);
        }
        return envelope;
    }

    /** The middles in seconds since the first. */
    double[] seconds() {
        double[] seconds = new double[seen()];
        Arrays.setAll(seconds, i -> (middles[i] - middles[0]) / 1000.0);
        return seconds;
    }
}
