package io.streamgauge.benchmarks.exposition;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.jspecify.annotations.Nullable;

/**
 * A Flink reporter as one would write it on the Prometheus Java client, at its best: labels are built once per metric and
 * reused by every scrape. Leaves histograms out, as Micrometer's does.
 */
final class PrometheusClientReporter implements MetricReporter, InProcessScrape {

    /** One family. */
    private static final class Family implements Collector {
        private final MetricMetadata metadata;
        private final Map<Metric, Labels> rows = new LinkedHashMap<>();

        Family(String name) {
            metadata = new MetricMetadata(name, "a metric of Flink");
        }

        @Override
        public MetricSnapshot collect() {
            List<GaugeDataPointSnapshot> points = new ArrayList<>(rows.size());
            rows.forEach((metric, labels) -> points.add(new GaugeDataPointSnapshot(Numbers.of(metric), labels, null)));
            return new GaugeSnapshot(metadata, points);
        }
    }

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();
    private final Map<String, Family> families = new HashMap<>();

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String metricName, MetricGroup group) {
        if (metric instanceof Histogram) {
            return;
        }
        Map<String, String> variables = group.getAllVariables();
        String[] names = new String[variables.size()];
        String[] values = new String[names.length];
        int i = 0;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            String key = variable.getKey();
            names[i] = PrometheusNaming.sanitizeLabelName(key.substring(1, key.length() - 1));
            values[i++] = variable.getValue();
        }
        families.computeIfAbsent(name(metricName, group), name -> {
                    Family family = new Family(name);
                    registry.register(family);
                    return family;
                })
                .rows
                .put(metric, Labels.of(names, values));
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String metricName, MetricGroup group) {
        @Nullable Family family = families.get(name(metricName, group));
        if (family != null && family.rows.remove(metric) != null && family.rows.isEmpty()) {
            families.values().remove(family);
            registry.unregister(family);
        }
    }

    private static String name(String metricName, MetricGroup group) {
        String scope = LogicalScopeProvider.castFrom(group).getLogicalScope(CharacterFilter.NO_OP_FILTER, '_');
        return PrometheusNaming.sanitizeMetricName("flink_" + scope + '_' + metricName);
    }

    @Override
    public void scrape(OutputStream out) throws IOException {
        writer.write(out, registry.scrape());
    }
}
