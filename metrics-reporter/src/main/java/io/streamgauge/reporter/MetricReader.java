package io.streamgauge.reporter;

import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.Protocol;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.jspecify.annotations.Nullable;

/** Turns a metric into a number, or says why there is none. Calls foreign code: may throw anything and may block. */
final class MetricReader {

    /** Its getQuantile copies and partly sorts all values again for each quantile. */
    private static final String FLINK_STATISTICS =
            "org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogramStatistics";

    private MetricReader() {}

    /** @param recompute read a histogram's statistics even though its count stands still: windows may slide with time */
    static void read(Entry entry, boolean recompute) {
        Metric metric = entry.metric;
        switch (entry.kind) {
            case Entry.GAUGE:
                number(entry, ((Gauge<?>) metric).getValue());
                break;
            case Entry.COUNTER:
                setLong(entry, ((Counter) metric).getCount());
                break;
            case Entry.METER:
                setDouble(entry, ((Meter) metric).getRate());
                break;
            default:
                histogram((Entry.OfHistogram) entry, (Histogram) metric, recompute);
        }
    }

    private static void number(Entry entry, @Nullable Object value) {
        if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof AtomicLong
                || value instanceof AtomicInteger
                || value instanceof LongAdder) {
            setLong(entry, ((Number) value).longValue());
        } else if (value instanceof BigInteger && ((BigInteger) value).bitLength() < Long.SIZE) {
            setLong(entry, ((BigInteger) value).longValue());
        } else if (value instanceof Number) {
            setDouble(entry, ((Number) value).doubleValue());
        } else if (value instanceof Boolean) {
            setLong(entry, (Boolean) value ? 1 : 0);
        } else {
            setAbsent(entry, value == null ? Outcome.NULL : Outcome.NOT_NUMERIC);
        }
    }

    private static void setLong(Entry entry, long value) {
        entry.freshBits = value;
        entry.freshOutcome = Outcome.LONG;
    }

    private static void setDouble(Entry entry, double value) {
        if (Double.isNaN(value)) {
            setAbsent(entry, Outcome.NAN);
        } else {
            entry.freshBits = Double.doubleToRawLongBits(value);
            entry.freshOutcome = Outcome.DOUBLE;
        }
    }

    static void setAbsent(Entry entry, byte outcome) {
        entry.freshBits = 0;
        entry.freshOutcome = outcome;
    }

    private static void histogram(Entry.OfHistogram entry, Histogram histogram, boolean recompute) {
        long count = histogram.getCount();
        if (!recompute && entry.lastOutcome == Outcome.HISTOGRAM && entry.last.count() == count) {
            entry.freshOutcome = Outcome.UNMOVED;
            return;
        }
        HistogramStatistics statistics = histogram.getStatistics();
        if (statistics == null) {
            setAbsent(entry, Outcome.NULL);
            return;
        }
        HistogramSample into = entry.fresh;
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
        entry.freshBits = 0;
        entry.freshOutcome = Outcome.HISTOGRAM;
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
