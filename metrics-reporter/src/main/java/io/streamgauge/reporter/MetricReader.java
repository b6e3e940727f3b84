package io.streamgauge.reporter;

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

    /** What commons-math's Percentile gives (estimation type LEGACY), from one sort. Sorts the values in place. */
    static void quantilesOfSorted(long[] values, HistogramSample into) {
        Arrays.sort(values);
        int size = values.length;
        for (int i = 0; i < Protocol.QUANTILES.size() && size > 0; i++) {
            double position = Protocol.QUANTILES.get(i) * 100 / 100 * (size + 1);
            double below = Math.floor(position);
            double value;
            if (position < 1) {
                value = values[0];
            } else if (position >= size) {
                value = values[size - 1];
            } else {
                double lower = values[(int) below - 1];
                double upper = values[(int) below];
                value = lower + (position - below) * (upper - lower);
            }
            into.quantile(i, value);
        }
    }
}
