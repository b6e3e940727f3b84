package io.streamgauge.reporter;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/** A histogram whose quantiles are the asked-for fractions, and which counts how often it was asked. */
final class FakeHistogram implements Histogram {

    final AtomicInteger asked = new AtomicInteger();
    volatile long count;
    private final long[] values;

    FakeHistogram(long count, long... values) {
        this.count = count;
        this.values = values;
    }

    @Override
    public void update(long value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getCount() {
        return count;
    }

    @Override
    public HistogramStatistics getStatistics() {
        asked.incrementAndGet();
        return new HistogramStatistics() {
            @Override
            public double getQuantile(double quantile) {
                return quantile;
            }

            @Override
            public long[] getValues() {
                return values.clone();
            }

            @Override
            public int size() {
                return values.length;
            }

            @Override
            public double getMean() {
                return Arrays.stream(values).average().orElse(Double.NaN);
            }

            @Override
            public double getStdDev() {
                throw new UnsupportedOperationException("nobody asks");
            }

            @Override
            public long getMax() {
                return Arrays.stream(values).max().orElse(0);
            }

            @Override
            public long getMin() {
                return Arrays.stream(values).min().orElse(0);
            }
        };
    }
}
