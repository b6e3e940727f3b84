package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.output.prometheus.text.PageFormat;
import io.streamgauge.agent.output.prometheus.text.PrerenderedFamilies;
import io.streamgauge.agent.source.reporter.FakeProcess;
import io.streamgauge.agent.source.reporter.IngestServer;
import io.streamgauge.agent.source.reporter.IngestSettings;
import io.streamgauge.agent.source.reporter.ReporterClient;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.testbed.process.Await;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A reporter pushes, Prometheus scrapes: the whole way through the real server. */
class ScrapeTest {

    /** Far beyond what a slow machine needs. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ReporterSource source =
            new ReporterSource(IngestSettings.defaults(), new ManualClock(), System::nanoTime);
    private volatile Supplier<String> meters = () -> "";
    private final Exposition exposition = new Exposition(
            ExpositionSettings.defaults(),
            source::processes,
            () -> PrerenderedFamilies.NONE,
            contentType -> meters.get(),
            System::nanoTime);
    private @Nullable MetricsHandler handler;
    private final IngestServer server = new IngestServer(source, (vertx, router) -> {
        handler = new MetricsHandler(vertx, exposition);
        router.route("/metrics").handler(handler);
    });
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

    @Test
    void tellsTheLengthOfThePageToThoseWhoAskWithHead() throws Exception {
        try (ReporterClient reporter = new ReporterClient(server.port(), null)) {
            push(reporter);
            for (int again = 0; again < 3; again++) {
                HttpRequest head = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build();
                HttpResponse<byte[]> answer = http.send(head, HttpResponse.BodyHandlers.ofByteArray());

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEmpty();
                HttpResponse<byte[]> got = get("Accept", "text/plain");
                assertThat(got.body()).isNotEmpty();
                assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(got.body().length);
            }
        }
    }

    @Test
    void noLongerShowsAProcessThatIsGone() throws Exception {
        try (ReporterClient reporter = new ReporterClient(server.port(), null)) {
            push(reporter);
            assertThat(get("Accept", "text/plain").body()).isNotEmpty();

            reporter.abort();

            Await.upTo(LIMIT, "it is gone").untilTrue(() -> source.processes().isEmpty());
            assertThat(get("Accept", "text/plain").body()).isEmpty();
        }
    }

    @Test
    void saysSoWhenAPageCannotBeMadeAndRecovers() throws Exception {
        for (String encoding : List.of("gzip", "identity")) {
            meters = () -> {
                throw new IllegalStateException("no meters today");
            };
            assertThat(get("Accept-Encoding", encoding).statusCode()).isEqualTo(500);
            meters = () -> "# HELP m m\n# TYPE m gauge\nm 1\n";
            HttpResponse<byte[]> answer = get("Accept-Encoding", encoding);
            assertThat(answer.statusCode()).isEqualTo(200);
            byte[] page = encoding.equals("gzip") ? unpack(answer.body()) : answer.body();
            assertThat(new String(page, StandardCharsets.UTF_8)).endsWith("m 1\n");
        }
        assertThat(Objects.requireNonNull(handler).failed()).isEqualTo(2);
    }

    @Test
    void refusesScrapesBeyondThoseThatMayWait() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        meters = () -> {
            first.countDown();
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "";
        };
        int allowed = ExpositionSettings.defaults().queuedScrapes();
        List<CompletableFuture<HttpResponse<byte[]>>> waiting = new ArrayList<>();
        for (int i = 0; i < allowed; i++) {
            waiting.add(http.sendAsync(request("Accept", "*/*"), HttpResponse.BodyHandlers.ofByteArray()));
        }
        assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
        Await.upTo(LIMIT, "one is refused")
                .untilTrue(() -> statusNow() == 503 || waiting.stream().anyMatch(CompletableFuture::isDone));
        held.countDown();

        long refused = Objects.requireNonNull(handler).refused();
        assertThat(refused).isPositive();
        for (CompletableFuture<HttpResponse<byte[]>> answer : waiting) {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isIn(200, 503);
        }
        assertThat(get("Accept", "*/*").statusCode()).isEqualTo(200);
    }

    /** Of a scrape that is not waited for: 0 while there is no answer. */
    private int statusNow() {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request("Accept", "*/*"), HttpResponse.BodyHandlers.ofByteArray());
        try {
            return answer.get(100, TimeUnit.MILLISECONDS).statusCode();
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return 0;
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
        Await.upTo(LIMIT, "a snapshot").untilTrue(() -> !source.processes().isEmpty());
    }

    private HttpResponse<byte[]> get(String... headers) throws IOException, InterruptedException {
        return http.send(request(headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest request(String... headers) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                .headers(headers)
                .build();
    }

    private static byte[] unpack(byte[] packed) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    }
}
