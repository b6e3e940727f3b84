package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.output.prometheus.gzip.GzipEncoder;
import io.streamgauge.agent.output.prometheus.series.LabelMode;
import io.streamgauge.agent.source.reporter.IngestServer;
import io.streamgauge.agent.source.reporter.IngestSettings;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.testbed.PrometheusServer;
import io.streamgauge.testbed.PrometheusSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/** The installed Prometheus takes our compressed OpenMetrics, sample by sample. */
class PrometheusScrapeIT {

    static boolean hasPrometheus() {
        return PrometheusServer.isInstalled();
    }

    @Test
    @EnabledIf("hasPrometheus")
    void prometheusTakesEverySample() {
        ProcessSnapshot snapshot = new ModelProcess("p", 12, true).move();
        Exposition exposition = PageTest.exposition(LabelMode.STABLE, snapshot);
        ReporterSource source = new ReporterSource(IngestSettings.defaults(), new ManualClock(), () -> 0);
        try (IngestServer server = new IngestServer(source, (vertx, router) -> router.get("/metrics")
                        .handler(new MetricsHandler(vertx, exposition)));
                PrometheusServer prometheus = PrometheusServer.start(
                        PrometheusSettings.defaults().withTargets("agent", List.of("127.0.0.1:" + server.port())))) {
            assertThat(prometheus.awaitQuery("up{job=\"agent\"} == 1")).hasSize(1);
            assertThat(prometheus
                            .awaitQuery("scrape_samples_scraped{job=\"agent\"}")
                            .get(0)
                            .value())
                    .isEqualTo(exposition.statistics().lines())
                    .isGreaterThan(GzipEncoder.FEW_LINES);
            assertThat(prometheus.awaitQuery("count by (subtask_index) (flink_taskmanager_job_task_latency0_count)"))
                    .isNotEmpty();
        }
    }
}
