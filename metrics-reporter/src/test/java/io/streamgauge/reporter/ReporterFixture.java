package io.streamgauge.reporter;

import io.streamgauge.reporter.fixture.FakeGroup;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;

/** A reporter as Flink sets it up, with reports in quick succession. */
final class ReporterFixture implements AutoCloseable {

    final Hubs hubs = new Hubs();
    final StreamgaugeReporter reporter = new StreamgaugeReporter(hubs);

    ReporterFixture(String agents, String... keysAndValues) {
        reporter.open(config(agents, keysAndValues));
    }

    static MetricConfig config(String agents, String... keysAndValues) {
        MetricConfig config = new MetricConfig();
        config.setProperty("agent", agents);
        config.setProperty("interval", "100 ms");
        config.setProperty("gauge.timeout", "100 ms");
        config.setProperty("reconnect.max", "500 ms");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return config;
    }

    void add(Metric metric, String name, FakeGroup group) {
        reporter.notifyOfAddedMetric(metric, name, group.front());
    }

    void remove(Metric metric, String name, FakeGroup group) {
        reporter.notifyOfRemovedMetric(metric, name, group.front());
    }

    @Override
    public void close() {
        reporter.close();
    }
}
