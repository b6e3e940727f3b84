package io.streamgauge.benchmarks.exposition;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.jspecify.annotations.Nullable;

/**
 * A Flink reporter as one would write it on Micrometer's registry. Leaves histograms out: Micrometer has no summary over
 * statistics that another keeps.
 */
final class MicrometerReporter implements MetricReporter, InProcessScrape {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Metric, Meter> meters = new HashMap<>();

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {
        registry.close();
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String metricName, MetricGroup group) {
        if (metric instanceof Histogram) {
            return;
        }
        String name = LogicalScopeProvider.castFrom(group).getLogicalScope(CharacterFilter.NO_OP_FILTER, '.')
                + '.'
                + metricName;
        List<Tag> tags = new ArrayList<>();
        group.getAllVariables().forEach((key, value) -> tags.add(Tag.of(key.substring(1, key.length() - 1), value)));
        Meter meter = metric instanceof Counter counter
                ? FunctionCounter.builder("flink." + name, counter, Counter::getCount)
                        .tags(tags)
                        .register(registry)
                : Gauge.builder("flink." + name, metric, Numbers::of).tags(tags).register(registry);
        meters.put(metric, meter);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String metricName, MetricGroup group) {
        @Nullable Meter meter = meters.remove(metric);
        if (meter != null) {
            registry.remove(meter);
        }
    }

    @Override
    public void scrape(OutputStream out) throws IOException {
        registry.scrape(out);
    }
}
