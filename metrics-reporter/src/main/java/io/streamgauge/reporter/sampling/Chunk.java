package io.streamgauge.reporter.sampling;

import io.streamgauge.reporter.index.MetricBlock;
import io.streamgauge.reporter.index.MetricTables;
import io.streamgauge.reporter.index.Outcome;
import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.MetricType;
import java.util.Arrays;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.jspecify.annotations.Nullable;

/**
 * What one {@link Sampler} reads next and what it read: a copy of some rows of a block, so that foreign code that comes back
 * too late finds nothing here that anybody else uses. Reused for all blocks. Owned by its sampler; of a run that was taken,
 * the rows before the one that is stuck are the watcher's.
 */
final class Chunk {

    private static final String[] NO_CAUSES = {};

    final Counter[] counters = new Counter[MetricTables.maxRows(MetricType.COUNTER)];
    final Gauge<?>[] gauges = new Gauge<?>[MetricTables.maxRows(MetricType.GAUGE)];
    final Meter[] meters = new Meter[MetricTables.maxRows(MetricType.METER)];
    final Histogram[] histograms = new Histogram[MetricTables.maxRows(MetricType.HISTOGRAM)];
    private final int[] ids = new int[MetricTables.maxRows(MetricType.GAUGE)];
    /** Each an {@link Outcome}. */
    final byte[] outcomes = new byte[ids.length];
    /** The long, or the bits of the double. */
    final long[] bits = new long[ids.length];
    /** Counts of histograms as last read; -1 if their statistics must be read whatever the count. */
    final long[] counts = new long[MetricTables.maxRows(MetricType.HISTOGRAM)];

    private final @Nullable HistogramSample[] samples = new @Nullable HistogramSample[counts.length];
    /** By row, what was thrown; empty if nothing was. */
    private @Nullable String[] causes = NO_CAUSES;

    private @Nullable MetricBlock block;
    private MetricType type = MetricType.GAUGE;
    private int firstRow;
    private int size;

    /** Copies the rows of this block from this one on. */
    void load(MetricBlock from, int fromRow, boolean recompute) {
        block = from;
        type = from.type();
        firstRow = fromRow;
        size = from.size() - fromRow;
        from.copyTo(metrics(), ids, fromRow);
        causes = NO_CAUSES;
        for (int row = 0; type == MetricType.HISTOGRAM && row < size; row++) {
            counts[row] = recompute ? -1 : from.lastCount(fromRow + row);
        }
    }

    /** Keeps no user class from unloading. */
    void clear() {
        Arrays.fill(counters, null);
        Arrays.fill(gauges, null);
        Arrays.fill(meters, null);
        Arrays.fill(histograms, null);
        causes = NO_CAUSES;
        block = null;
    }

    MetricType type() {
        return type;
    }

    private Metric[] metrics() {
        switch (type) {
            case COUNTER:
                return counters;
            case GAUGE:
                return gauges;
            case METER:
                return meters;
            default:
                return histograms;
        }
    }

    int size() {
        return size;
    }

    /** The block of these rows; not to be touched while foreign code runs. */
    MetricBlock block() {
        return java.util.Objects.requireNonNull(block);
    }

    /** Where in the block a row of this chunk is. */
    int rowInBlock(int row) {
        return firstRow + row;
    }

    /** Gauges block by class, since the next one of the same code would too; other metrics alone, as classes are shared. */
    Object blockKey(int row) {
        return type == MetricType.GAUGE ? gauges[row].getClass() : (Object) ids[row];
    }

    void setLong(int row, long value) {
        bits[row] = value;
        outcomes[row] = Outcome.LONG;
    }

    /** NaN is unknown. */
    void setDouble(int row, double value) {
        if (Double.isNaN(value)) {
            setAbsent(row, Outcome.NAN);
        } else {
            bits[row] = Double.doubleToRawLongBits(value);
            outcomes[row] = Outcome.DOUBLE;
        }
    }

    void setAbsent(int row, byte outcome) {
        bits[row] = 0;
        outcomes[row] = outcome;
    }

    void setThrown(int row, String cause) {
        if (causes.length == 0) {
            causes = new @Nullable String[outcomes.length];
        }
        causes[row] = cause;
        setAbsent(row, Outcome.THREW);
    }

    /** What was thrown, if it is known. */
    @Nullable
    String cause(int row) {
        return causes.length == 0 ? null : causes[row];
    }

    HistogramSample sample(int row) {
        HistogramSample sample = samples[row];
        if (sample == null) {
            sample = new HistogramSample();
            samples[row] = sample;
        }
        return sample;
    }
}
