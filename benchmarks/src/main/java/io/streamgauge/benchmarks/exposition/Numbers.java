package io.streamgauge.benchmarks.exposition;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;

/** A metric's number. */
final class Numbers {

    private Numbers() {}

    /** NaN for what is no number; a histogram's median. */
    static double of(Metric metric) {
        if (metric instanceof Gauge<?> gauge) {
            return gauge.getValue() instanceof Number number ? number.doubleValue() : Double.NaN;
        }
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        if (metric instanceof Meter meter) {
            return meter.getRate();
        }
        return ((Histogram) metric).getStatistics().getQuantile(0.5);
    }
}
