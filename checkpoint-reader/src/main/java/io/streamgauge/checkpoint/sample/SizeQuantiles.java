package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.report.FullScan.Quantiles;
import org.jspecify.annotations.Nullable;

/** Quantiles of sizes in bytes: exact below 256, to 1 % above. Not thread-safe. */
final class SizeQuantiles {
    private static final int EXACT_BITS = 8;
    private static final int STEPS_BITS = EXACT_BITS - 1;
    private static final int STEPS = 1 << STEPS_BITS;

    private final long[] counts = new long[(1 << EXACT_BITS) + (Long.SIZE - EXACT_BITS) * STEPS];
    private long count;
    private long min = Long.MAX_VALUE;
    private long max;

    void add(long bytes) {
        counts[index(bytes)]++;
        count++;
        min = Math.min(min, bytes);
        max = Math.max(max, bytes);
    }

    /** Null where nothing was added. */
    @Nullable
    Quantiles quantiles() {
        return count == 0 ? null : new Quantiles(min, quantile(0.5), quantile(0.9), quantile(0.99), max);
    }

    private long quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.max(min, Math.min(max, middle(i)));
            }
        }
        return max;
    }

    private static int index(long bytes) {
        if (bytes < 1 << EXACT_BITS) {
            return (int) bytes;
        }
        int shift = Long.SIZE - EXACT_BITS - Long.numberOfLeadingZeros(bytes);
        return (1 << EXACT_BITS) + (shift - 1) * STEPS + (int) (bytes >>> shift) - STEPS;
    }

    private static long middle(int index) {
        if (index < 1 << EXACT_BITS) {
            return index;
        }
        int above = index - (1 << EXACT_BITS);
        int shift = above / STEPS + 1;
        return ((long) (above % STEPS + STEPS) << shift) + (1L << (shift - 1));
    }
}
