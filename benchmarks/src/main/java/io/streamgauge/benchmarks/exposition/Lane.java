package io.streamgauge.benchmarks.exposition;

import io.streamgauge.reporter.StreamgaugeReporterFactory;
import java.net.URI;
import java.util.function.Predicate;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * One of those that are compared, open for business.
 *
 * @param threads names of the threads that work for it alone
 */
record Lane(String name, MetricReporter reporter, Predicate<String> threads) implements AutoCloseable {

    static final String FLINK = "Flink PrometheusReporter";
    static final String OURS = "Streamgauge reporter";
    static final String MICROMETER = "Micrometer";
    static final String CLIENT = "Prometheus Java client";

    /** Those of the JDK's WebSocket client too; nothing else here uses that client. */
    static final Predicate<String> OUR_THREADS =
            thread -> thread.startsWith("streamgauge-reporter") || thread.startsWith("HttpClient-");

    static final Predicate<String> FLINK_THREADS =
            thread -> thread.startsWith("prometheus-http") || thread.startsWith("HTTP-Dispatcher");

    /** The agent in this process: its event loops and the thread that makes pages. */
    static final Predicate<String> AGENT_THREADS =
            thread -> thread.startsWith("vert.x-") || thread.startsWith("streamgauge-scrape");

    static Lane flink(int port) {
        MetricConfig config = new MetricConfig();
        config.setProperty("port", Integer.toString(port));
        MetricReporter reporter = new PrometheusReporterFactory().createMetricReporter(config);
        reporter.open(config);
        return new Lane(FLINK, reporter, FLINK_THREADS);
    }

    /** @param interval between reports, as Flink's configuration has it: "1 s" */
    static Lane ours(URI agent, String interval) {
        MetricConfig config = new MetricConfig();
        config.setProperty("agent", agent.toString());
        config.setProperty("interval", interval);
        config.setProperty("reconnect.max", "500 ms");
        MetricReporter reporter = new StreamgaugeReporterFactory().createMetricReporter(config);
        reporter.open(config);
        return new Lane(OURS, reporter, OUR_THREADS);
    }

    static Lane micrometer() {
        return new Lane(MICROMETER, new MicrometerReporter(), thread -> false);
    }

    static Lane client() {
        return new Lane(CLIENT, new PrometheusClientReporter(), thread -> false);
    }

    @Override
    public void close() {
        reporter.close();
    }
}
