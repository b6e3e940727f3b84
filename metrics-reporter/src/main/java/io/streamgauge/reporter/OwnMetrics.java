package io.streamgauge.reporter;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.jspecify.annotations.Nullable;

/** What Flink does not tell of its process, and what the reporter tells of itself. docs/reporter.md lists them. */
final class OwnMetrics {

    /** Logical scope of all of them; they have no labels. */
    static final String SCOPE = "streamgauge.process";

    private OwnMetrics() {}

    static Map<String, Metric> process() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        known(metrics, "processResidentMemoryBytes", ProcessMemory::residentBytes);
        ContainerMemory container = ContainerMemory.ofThisProcess();
        if (container != null) {
            known(metrics, "containerMemoryLimitBytes", container::limitBytes);
            known(metrics, "containerMemoryUsageBytes", container::usageBytes);
            known(metrics, "containerMemoryWorkingSetBytes", container::workingSetBytes);
        }
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct") || pool.getName().equals("mapped")) {
                gauge(metrics, pool.getName() + "Buffers", pool::getCount);
                gauge(metrics, pool.getName() + "BufferBytes", pool::getMemoryUsed);
                gauge(metrics, pool.getName() + "BufferCapacityBytes", pool::getTotalCapacity);
            }
        }
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean) {
            com.sun.management.OperatingSystemMXBean system =
                    (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            counter(metrics, "processCpuTimeNanos", system::getProcessCpuTime);
        }
        return metrics;
    }

    static Map<String, Metric> of(Hub hub) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        counter(metrics, "reporterCpuTimeNanos", hub::cpuNanos);
        counter(metrics, "reporterBytesSent", hub::bytesSent);
        gauge(metrics, "reporterMetrics", hub::metrics);
        counter(metrics, "reporterMetricsRefused", hub::refused);
        counter(metrics, "reporterChangesDropped", hub::changesDropped);
        counter(metrics, "reporterRecordsDropped", hub::recordsDropped);
        counter(metrics, "reporterGaugeProblems", hub::gaugeProblems);
        gauge(metrics, "reporterSamplersStuck", hub::samplersStuck);
        counter(metrics, "reporterReconnects", hub::reconnects);
        return metrics;
    }

    private static void gauge(Map<String, Metric> metrics, String name, LongSupplier value) {
        metrics.put(name, (Gauge<Long>) value::getAsLong);
    }

    /** Only if it is known now: what this machine does not tell is absent from the start. */
    private static void known(Map<String, Metric> metrics, String name, Supplier<@Nullable Long> value) {
        if (value.get() != null) {
            metrics.put(name, (Gauge<@Nullable Long>) value::get);
        }
    }

    private static void counter(Map<String, Metric> metrics, String name, LongSupplier value) {
        metrics.put(name, new Reading(value));
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
