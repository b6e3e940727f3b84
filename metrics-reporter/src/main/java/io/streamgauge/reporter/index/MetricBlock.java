package io.streamgauge.reporter.index;

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
 * Metrics of one type, a row each, in columns: what is read and what was read last. Columns, since there are as many rows as
 * Flink has metrics: an object each would cost as much again in headers, and a cache miss each at every report. The
 * rows in use are the first ones. Owned by the reporter's thread, and by a sampler while it settles what it read.
 */
public final class MetricBlock {

    private static final int FIRST_ROWS = 16;

    final MetricType type;
    private final int maxRows;

    /**
     * Its runtime type is an array of the type's interface, so that reading casts once for all rows: asking a metric for
     * its interface costs as much as most getters.
     */
    Metric[] metrics;

    String[] names = new String[FIRST_ROWS];
    Scope[] scopes = new Scope[FIRST_ROWS];
    /** Rise in the order of registration and are never used again. Rows are in no order. */
    int[] ids = new int[FIRST_ROWS];
    /** Each an {@link Outcome}: what every agent in step has been told. */
    byte[] outcomes = new byte[FIRST_ROWS];
    /** The long, or the bits of the double. */
    long[] bits = new long[FIRST_ROWS];
    /** Of histograms that were read; empty for the other types. */
    @Nullable
    HistogramSample[] samples;

    private int size;
    private int highestId;

    MetricBlock(MetricType type, int maxRows) {
        this.type = type;
        this.maxRows = maxRows;
        metrics = array(type, FIRST_ROWS);
        samples = new @Nullable HistogramSample[type == MetricType.HISTOGRAM ? FIRST_ROWS : 0];
    }

    /** An array that holds metrics of this type only. */
    static Metric[] array(MetricType type, int length) {
        switch (type) {
            case COUNTER:
                return new Counter[length];
            case GAUGE:
                return new Gauge<?>[length];
            case METER:
                return new Meter[length];
            default:
                return new Histogram[length];
        }
    }

    public MetricType type() {
        return type;
    }

    public int size() {
        return size;
    }

    boolean isFull() {
        return size == maxRows;
    }

    /** No row has a higher one. */
    public int highestId() {
        return highestId;
    }

    /** Rises in the order of registration. */
    public int id(int row) {
        return ids[row];
    }

    public String name(int row) {
        return names[row];
    }

    public Scope scope(int row) {
        return scopes[row];
    }

    /** The {@link Outcome} of the last reading: what every agent in step has been told. */
    public byte outcome(int row) {
        return outcomes[row];
    }

    /** What was read last: the long, or the bits of the double. */
    public long bits(int row) {
        return bits[row];
    }

    /** Keeps what was read; a histogram's statistics are kept in its {@link #sample}. */
    public void keep(int row, byte outcome, long readBits) {
        outcomes[row] = outcome;
        bits[row] = readBits;
    }

    /** The count of a histogram whose statistics were read last; -1 if they were not. */
    public long lastCount(int row) {
        HistogramSample last = samples[row];
        return last != null && outcomes[row] == Outcome.HISTOGRAM ? last.count() : -1;
    }

    /** Copies metrics and ids of the rows from this one on. The first array is one of this block's type. */
    public void copyTo(Metric[] toMetrics, int[] toIds, int fromRow) {
        System.arraycopy(metrics, fromRow, toMetrics, 0, size - fromRow);
        System.arraycopy(ids, fromRow, toIds, 0, size - fromRow);
    }

    void add(Metric metric, String name, Scope scope, int id) {
        if (size == ids.length) {
            grow(Math.min(maxRows, size * 2));
        }
        metrics[size] = metric;
        names[size] = name;
        scopes[size] = scope;
        ids[size] = id;
        outcomes[size] = Outcome.NOT_READ;
        bits[size] = 0;
        highestId = Math.max(highestId, id);
        size++;
    }

    private void grow(int rows) {
        metrics = Arrays.copyOf(metrics, rows);
        names = Arrays.copyOf(names, rows);
        scopes = Arrays.copyOf(scopes, rows);
        ids = Arrays.copyOf(ids, rows);
        outcomes = Arrays.copyOf(outcomes, rows);
        bits = Arrays.copyOf(bits, rows);
        if (type == MetricType.HISTOGRAM) {
            samples = Arrays.copyOf(samples, rows);
        }
    }

    /** Puts that row of the other block into this one of ours. */
    void copy(int row, MetricBlock from, int fromRow) {
        metrics[row] = from.metrics[fromRow];
        names[row] = from.names[fromRow];
        scopes[row] = from.scopes[fromRow];
        ids[row] = from.ids[fromRow];
        outcomes[row] = from.outcomes[fromRow];
        bits[row] = from.bits[fromRow];
        if (type == MetricType.HISTOGRAM) {
            samples[row] = from.samples[fromRow];
        }
        highestId = Math.max(highestId, ids[row]);
    }

    /** Lets go of the last row. */
    @SuppressWarnings("NullAway")
    void removeLast() {
        size--;
        metrics[size] = null;
        names[size] = null;
        scopes[size] = null;
        if (type == MetricType.HISTOGRAM) {
            samples[size] = null;
        }
    }

    /** The sample of a histogram's row, made when it is first needed. */
    public HistogramSample sample(int row) {
        HistogramSample sample = samples[row];
        if (sample == null) {
            sample = new HistogramSample();
            samples[row] = sample;
        }
        return sample;
    }

    /** For error messages: logical scope and name. */
    public String fullName(int row) {
        return scopes[row].logicalScope + '.' + names[row];
    }
}
