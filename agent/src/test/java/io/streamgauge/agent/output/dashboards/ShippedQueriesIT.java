package io.streamgauge.agent.output.dashboards;

import io.streamgauge.agent.metric.MetricDefinition;
import io.streamgauge.agent.metric.MetricType;
import io.streamgauge.testbed.PrometheusServer;
import io.streamgauge.testbed.PrometheusSettings;
import io.streamgauge.testbed.process.Await;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every query against a real Prometheus that scraped a page with one series of each metric of the catalog. */
class ShippedQueriesIT {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger scrapes = new AtomicInteger();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void everyQueryYieldsDataWhereEveryMetricIsThere() throws Exception {
        HttpServer page = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4")
                        .end(page(scrapes.incrementAndGet())))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        try (PrometheusServer prometheus = PrometheusServer.start(PrometheusSettings.defaults()
                .withInterval(Duration.ofMillis(200))
                .withTargets("streamgauge", List.of("127.0.0.1:" + page.actualPort())))) {
            // Alerts are Prometheus' own, and none fires here.
            Set<String> notHere = Set.of("ALERTS");

            assertThat(Await.upTo(Duration.ofSeconds(60), "all queries yield data")
                            .until(() -> ShippedQueries.withoutData(prometheus.url(), notHere), List::isEmpty))
                    .isEmpty();
        }
    }

    private static String page(int scrape) {
        List<String> lines = new ArrayList<>();
        for (MetricDefinition metric : KnownMetrics.catalog().values()) {
            lines.add(metric.name()
                    + metric.labels().stream()
                            .map(label -> label + "=\"" + value(label) + "\"")
                            .collect(Collectors.joining(",", "{", "}"))
                    + " " + (metric.type() == MetricType.COUNTER ? scrape : 1));
        }
        for (String metric : KnownMetrics.AGENT) {
            lines.add(metric + "{job_name=\"a\",operator_name=\"a\",state=\"a\",kind=\"" + kind(metric)
                    + "\",verdict=\"suspect\",source=\"a\"} " + scrape);
        }
        return String.join("\n", lines) + "\n";
    }

    private static String kind(String metric) {
        return metric.equals("streamgauge_finding") ? "state-leak" : "taskmanager";
    }

    private static String value(String label) {
        return label.equals("kind") ? "taskmanager" : "a";
    }
}
