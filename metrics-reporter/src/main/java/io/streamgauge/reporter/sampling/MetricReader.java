package io.streamgauge.reporter.sampling;

import io.streamgauge.reporter.index.Outcome;
import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.Protocol;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.jspecify.annotations.Nullable;

/** Turns what a metric returns into a number, or says why there is none. Calls foreign code: may throw anything and may block. */
final class MetricReader {

    /** Its getQuantile copies and partly sorts all values again for each quantile. */
    private static final String FLINK_STATISTICS =
            "org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogramStatistics";

    /** As short as this, sorting all is quickest. */
    private static final int SMALL = 16;
    /** Values that split badly again and again are sorted whole. */
    private static final int MAX_SPLITS = 24;

    private MetricReader() {}

    /** Any gauge's value; the types are in the order of how common they are. */
    static void number(Chunk into, int row, @Nullable Object value) {
        if (value instanceof Long || value instanceof Integer) {
            into.setLong(row, ((Number) value).longValue());
        } else if (value instanceof BigInteger && ((BigInteger) value).bitLength() < Long.SIZE) {
            into.setLong(row, ((BigInteger) value).longValue());
        } else if (value instanceof Double) {
            into.setDouble(row, (Double) value);
        } else if (value instanceof Short
                || value instanceof Byte
                || value instanceof AtomicLong
                || value instanceof AtomicInteger
                || value instanceof LongAdder) {
            into.setLong(row, ((Number) value).longValue());
        } else if (value instanceof Number) {
            into.setDouble(row, ((Number) value).doubleValue());
        } else if (value instanceof Boolean) {
            into.setLong(row, (Boolean) value ? 1 : 0);
        } else {
            into.setAbsent(row, value == null ? Outcome.NULL : Outcome.NOT_NUMERIC);
        }
    }

    static void histogram(Chunk chunk, int row, Histogram histogram) {
        long count = histogram.getCount();
        if (chunk.counts[row] == count) {
            chunk.setAbsent(row, Outcome.UNMOVED);
            return;
        }
        HistogramStatistics statistics = histogram.getStatistics();
        if (statistics == null) {
            chunk.setAbsent(row, Outcome.NULL);
            return;
        }
        HistogramSample into = chunk.sample(row);
        into.reset(count);
        // Flink's statistics of nothing are zeros: unknown instead.
        if (statistics.size() > 0) {
            into.spread((double) statistics.getMin(), (double) statistics.getMax(), statistics.getMean());
            if (statistics.getClass().getName().equals(FLINK_STATISTICS)) {
                quantilesOfSorted(statistics.getValues(), into);
            } else {
                for (int i = 0; i < Protocol.QUANTILES.size(); i++) {
                    into.quantile(i, statistics.getQuantile(Protocol.QUANTILES.get(i)));
                }
            }
        }
        chunk.setAbsent(row, Outcome.HISTOGRAM);
    }

    /** What commons-math's Percentile gives (estimation type LEGACY), from sorting once. Sorts the values in place. */
    static void quantilesOfSorted(long[] values, HistogramSample into) {
        int size = values.length;
        int[] ranks = new int[2 * Protocol.QUANTILES.size()];
        for (int i = 0; i < Protocol.QUANTILES.size(); i++) {
            int below = (int) Math.floor(position(i, size)) - 1;
            ranks[2 * i] = Math.max(0, Math.min(below, size - 1));
            ranks[2 * i + 1] = Math.max(0, Math.min(below + 1, size - 1));
        }
        sortAround(ranks, values, 0, size, MAX_SPLITS);
        for (int i = 0; i < Protocol.QUANTILES.size() && size > 0; i++) {
            double position = position(i, size);
            double lower = values[ranks[2 * i]];
            double upper = values[ranks[2 * i + 1]];
            boolean between = position >= 1 && position < size;
            into.quantile(i, between ? lower + (position - Math.floor(position)) * (upper - lower) : lower);
        }
    }

    private static double position(int quantile, int size) {
        return Protocol.QUANTILES.get(quantile) * 100 / 100 * (size + 1);
    }

    /** Brings the values of these ranks to their places; others only as far as that needs. Quicksort, bounded. */
    private static void sortAround(int[] ranks, long[] values, int from, int to, int splits) {
        int low = from;
        int left = splits;
        while (anyWithin(ranks, low, to)) {
            if (to - low <= SMALL || left-- == 0) {
                Arrays.sort(values, low, to);
                return;
            }
            long first = values[low];
            long last = values[to - 1];
            long middle = values[(low + to) >>> 1];
            long pivot = Math.max(Math.min(first, last), Math.min(Math.max(first, last), middle));
            int split = below(pivot, values, low, to);
            if (split == low) {
                // Nothing is below: what equals it comes first, and is in its place.
                low = pivot == Long.MAX_VALUE ? to : below(pivot + 1, values, low, to);
            } else {
                sortAround(ranks, values, low, split, left);
                low = split;
            }
        }
    }

    /**
     * Moves the values below the pivot to the front and returns where the others begin. Without a branch on values: in data
     * without order half of those are mispredicted, which costs several times what the rest does.
     */
    private static int below(long pivot, long[] values, int from, int to) {
        int split = from;
        for (int i = from; i < to; i++) {
            long value = values[i];
            values[i] = values[split];
            values[split] = value;
            split += isBelow(value, pivot);
        }
        return split;
    }

    /** 1 if so, else 0: the sign of the difference, put right where that overflows. */
    private static int isBelow(long value, long pivot) {
        long difference = value - pivot;
        return (int) ((difference ^ ((value ^ pivot) & (difference ^ value))) >>> 63);
    }

    private static boolean anyWithin(int[] ranks, int from, int to) {
        for (int rank : ranks) {
            if (rank >= from && rank < to) {
                return true;
            }
        }
        return false;
    }
}
