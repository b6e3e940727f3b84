package io.streamgauge.benchmarks.throughput;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** What the clusters' {@code metrics.reporter.switched.factory.class} names; {@link PluginJar} brings it there. */
public final class SwitchedReporterFactory implements MetricReporterFactory {

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return new SwitchedReporter();
    }
}
