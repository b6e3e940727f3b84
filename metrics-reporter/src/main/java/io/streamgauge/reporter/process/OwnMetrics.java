package io.streamgauge.reporter.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Metrics that the reporter adds to Flink's, by name; docs/reporter.md lists them. Made by one thread; their values are read
 * by others.
 */
public final class OwnMetrics {

    /** Logical scope of all of them; they have no labels. */
    public static final String SCOPE = "streamgauge.process";

    private final Map<String, Metric> byName = new LinkedHashMap<>();

    /** A number that goes up and down. */
    public void gauge(String name, LongSupplier value) {
        byName.put(name, (Gauge<Long>) value::getAsLong);
    }

    /** A number that only rises. */
    public void counter(String name, LongSupplier value) {
        byName.put(name, new Reading(value));
    }

    /** Only if it is known now: what this machine does not tell is absent from the start. */
    void known(String name, Supplier<@Nullable Long> value) {
        if (value.get() != null) {
            byName.put(name, (Gauge<@Nullable Long>) value::get);
        }
    }

    /** In the order in which they were made. */
    public void forEach(BiConsumer<String, Metric> each) {
        byName.forEach(each);
    }

    /** A counter that is kept elsewhere. */
    private static final class Reading implements Counter {
        private final LongSupplier value;

        Reading(LongSupplier value) {
            this.value = value;
        }

        @Override
        public long getCount() {
            return value.getAsLong();
        }

        @Override
        public void inc() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void inc(long n) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void dec() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void dec(long n) {
            throw new UnsupportedOperationException();
        }
    }
}
