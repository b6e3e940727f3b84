package io.streamgauge.reporter;

import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.MetricType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;

/**
 * One metric: what is read, and what was read last. There are as many as Flink has metrics, so each field counts. Owned
 * by the reporter's thread; while a {@link Sampler} reads, it alone touches the fresh fields.
 */
class Entry {

    static final byte GAUGE = 0;
    static final byte COUNTER = 1;
    static final byte METER = 2;
    static final byte HISTOGRAM = 3;

    final Scope scope;
    final String name;
    /** Rises in the order of registration and is never used again. */
    final int id;

    /** Never of another type: that makes a new entry. */
    Metric metric;
    /**
     * One of {@link #GAUGE} and its like. Kept, because asking a metric for its interface costs more at each report than
     * reading it; a byte, because there may be a hundred thousand entries.
     */
    final byte kind;
    /** Registration ended. */
    boolean gone;
    /** An {@link Outcome}; what every agent in step has been told. */
    byte lastOutcome = Outcome.NOT_READ;

    byte freshOutcome = Outcome.NOT_READ;
    /** The long, or the bits of the double. */
    long lastBits;

    long freshBits;

    private Entry(Scope scope, String name, int id, Metric metric) {
        this.scope = scope;
        this.name = name;
        this.id = id;
        this.metric = metric;
        this.kind = kindOf(typeOf(metric));
    }

    private static byte kindOf(MetricType type) {
        switch (type) {
            case GAUGE:
                return GAUGE;
            case COUNTER:
                return COUNTER;
            case METER:
                return METER;
            default:
                return HISTOGRAM;
        }
    }

    static Entry of(Scope scope, String name, int id, Metric metric) {
        return typeOf(metric) == MetricType.HISTOGRAM
                ? new OfHistogram(scope, name, id, metric)
                : new Entry(scope, name, id, metric);
    }

    /** Of the interface and not of what the metric says of itself, which is foreign code. */
    static MetricType typeOf(Metric metric) {
        if (metric instanceof Gauge) {
            return MetricType.GAUGE;
        }
        if (metric instanceof Counter) {
            return MetricType.COUNTER;
        }
        if (metric instanceof Meter) {
            return MetricType.METER;
        }
        if (metric instanceof Histogram) {
            return MetricType.HISTOGRAM;
        }
        throw new IllegalArgumentException("a metric that is no counter, gauge, meter or histogram");
    }

    /** Takes over what was read; returns whether it differs from before. */
    boolean settle() {
        boolean changed = freshOutcome != lastOutcome || freshBits != lastBits;
        lastOutcome = freshOutcome;
        lastBits = freshBits;
        return changed;
    }

    /** For error messages: logical scope and name. */
    String fullName() {
        return scope.logicalScope + '.' + name;
    }

    static final class OfHistogram extends Entry {
        final HistogramSample last = new HistogramSample();
        final HistogramSample fresh = new HistogramSample();

        OfHistogram(Scope scope, String name, int id, Metric metric) {
            super(scope, name, id, metric);
        }

        @Override
        boolean settle() {
            if (freshOutcome == Outcome.UNMOVED) {
                freshOutcome = lastOutcome;
                return false;
            }
            boolean changed = super.settle();
            if (lastOutcome == Outcome.HISTOGRAM && !fresh.sameAs(last)) {
                last.copyFrom(fresh);
                changed = true;
            }
            return changed;
        }
    }
}
