package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.source.reporter.Await;
import io.streamgauge.agent.source.reporter.FakeProcess;
import io.streamgauge.agent.source.reporter.IngestServer;
import io.streamgauge.agent.source.reporter.IngestSettings;
import io.streamgauge.agent.source.reporter.ManualClock;
import io.streamgauge.agent.source.reporter.ReporterClient;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.wire.FrameType;
import io.streamgauge.wire.FrameWriter;
import io.streamgauge.wire.MetricType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A reporter pushes, Prometheus scrapes: the whole way through the real server. */
class ScrapeTest {

    private final ReporterSource source =
            new ReporterSource(IngestSettings.defaults(), new ManualClock(), System::nanoTime);
    private final Exposition exposition = new Exposition(
            ExpositionSettings.defaults(),
            source::processes,
            () -> PrerenderedFamilies.NONE,
            MeterPage.NONE,
            System::nanoTime);
    private final IngestServer server = new IngestServer(
            source, (vertx, router) -> router.get("/metrics").handler(new MetricsHandler(vertx, exposition)));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsWhatAReporterPushed() throws Exception {
        try (ReporterClient reporter = new ReporterClient(server.port(), null)) {
            push(reporter);

            HttpResponse<byte[]> answer = get("Accept", "text/plain");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue(PageFormat.TEXT.contentType());
            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .isEqualTo(
                            """
                    # HELP flink_taskmanager_numX numX (scope: taskmanager)
                    # TYPE flink_taskmanager_numX counter
                    flink_taskmanager_numX{host="h1",tm_id="tm-1"} 42
                    """);
        }
    }

    @Test
    void compressesForThoseThatAskForIt() throws Exception {
        try (ReporterClient reporter = new ReporterClient(server.port(), null)) {
            push(reporter);

            HttpResponse<byte[]> plain = get("Accept", "application/openmetrics-text;version=1.0.0");
            HttpResponse<byte[]> packed =
                    get("Accept", "application/openmetrics-text;version=1.0.0", "Accept-Encoding", "gzip");

            assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(unpack(packed.body())).isEqualTo(plain.body());
            assertThat(new String(plain.body(), StandardCharsets.UTF_8)).endsWith("# EOF\n");
        }
    }

    private void push(ReporterClient reporter) {
        reporter.greet("p1");
        FrameWriter writer = new FrameWriter();
        writer.begin(FrameType.DEFINE);
        writer.defineScope(1, "taskmanager", FakeProcess.labels("tm_id", "tm-1", "host", "h1"));
        writer.defineMetric(2, 1, MetricType.COUNTER, "numX");
        reporter.send(writer.take());
        writer.beginValues(1_000);
        writer.longValue(2, 42);
        writer.endOfReport();
        reporter.send(writer.take());
        Await.until("a snapshot", () -> !source.processes().isEmpty());
    }

    private HttpResponse<byte[]> get(String... headers) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                .headers(headers)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] unpack(byte[] packed) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    }
}
