package io.streamgauge.reporter;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** What {@code metrics.reporter.<name>.factory.class} names. */
public final class StreamgaugeReporterFactory implements MetricReporterFactory {

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return new StreamgaugeReporter(Hubs.ofThisJvm());
    }
}
