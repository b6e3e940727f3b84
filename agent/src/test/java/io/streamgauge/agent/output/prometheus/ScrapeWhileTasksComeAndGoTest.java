package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.output.prometheus.StrictPage.FamilyRead;
import io.streamgauge.agent.output.prometheus.StrictPage.Sample;
import io.streamgauge.agent.output.prometheus.text.PageFormat;
import io.streamgauge.agent.output.prometheus.text.PrerenderedFamilies;
import io.streamgauge.agent.source.reporter.FakeProcess;
import io.streamgauge.agent.source.reporter.IngestServer;
import io.streamgauge.agent.source.reporter.IngestSettings;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.wire.HistogramSample;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever comes and goes meanwhile: each answer is whole, and tells of one report of each process. */
class ScrapeWhileTasksComeAndGoTest {

    private static final int SCRAPES = 10_000;
    private static final int LAYOUTS = 1_000;
    private static final int HTTP_SCRAPES = 300;
    private static final int PROCESSES = 2;
    private static final List<String> GAUGES = List.of("a", "b", "c");

    private final AtomicReferenceArray<ProcessSnapshot> published = new AtomicReferenceArray<>(PROCESSES);
    private final ExecutorService writers = Executors.newFixedThreadPool(PROCESSES);
    private final List<Future<?>> writing = new ArrayList<>();

    @BeforeEach
    void start() {
        for (int i = 0; i < PROCESSES; i++) {
            int index = i;
            published.set(i, churn(new FakeProcess("p" + i, new ManualClock()), i, new HashMap<>(), new Random(i), 0));
            writing.add(writers.submit(() -> {
                FakeProcess process = new FakeProcess("p" + index, new ManualClock());
                Map<Integer, Integer> tasks = new HashMap<>();
                Random random = new Random(index);
                for (long report = 1; !Thread.currentThread().isInterrupted(); report++) {
                    published.set(index, churn(process, index, tasks, random, report));
                }
            }));
        }
    }

    @AfterEach
    void stop() {
        writers.shutdownNow();
    }

    /** Tasks come and go; then every number of the process is that of the report. */
    private static ProcessSnapshot churn(
            FakeProcess process, int index, Map<Integer, Integer> tasks, Random random, long report) {
        int subtask = random.nextInt(6);
        Integer known = tasks.remove(subtask);
        if (known == null) {
            int scope = process.scope(
                    "taskmanager.job.task",
                    "tm_id",
                    "tm" + index,
                    "host",
                    "h",
                    "job_id",
                    "j",
                    "job_name",
                    "job",
                    "task_id",
                    "t" + index,
                    "task_name",
                    "task",
                    "task_attempt_id",
                    "a" + report,
                    "task_attempt_num",
                    "" + report,
                    "subtask_index",
                    "" + subtask);
            GAUGES.forEach(name -> process.gauge(scope, name, report));
            process.histogram(scope, "h", histogram(report));
            tasks.put(subtask, scope);
        } else {
            process.forgetScope(known);
        }
        tasks.values().forEach(scope -> {
            GAUGES.forEach(name -> process.put(scope, name, report));
            process.forget(scope, "h").histogram(scope, "h", histogram(report));
        });
        return process.report();
    }

    private static HistogramSample histogram(long report) {
        HistogramSample sample = new HistogramSample();
        sample.reset(report);
        sample.quantile(0, (double) report);
        return sample;
    }

    @Test
    void noneOfTenThousandPagesIsTorn() {
        Exposition churning = new Exposition(
                ExpositionSettings.defaults(),
                this::processes,
                () -> PrerenderedFamilies.NONE,
                MeterPage.NONE,
                () -> 0);
        // More of them where other work keeps the writers from running, so that layouts do change between scrapes.
        for (int i = 0; i < SCRAPES || (churning.statistics().plans() <= LAYOUTS && i < 20 * SCRAPES); i++) {
            PageFormat format = i % 2 == 0 ? PageFormat.TEXT : PageFormat.OPENMETRICS;
            assertWhole(churning.render(format), format);
        }
        assertThat(churning.statistics().plans())
                .as("layouts changed all the time")
                .isGreaterThan(LAYOUTS);
        assertThat(writing).noneMatch(Future::isDone);
    }

    @Test
    void noAnswerOfTheServerFailsOrIsTorn() throws Exception {
        Exposition exposition = new Exposition(
                ExpositionSettings.defaults(),
                this::processes,
                () -> PrerenderedFamilies.NONE,
                MeterPage.NONE,
                () -> 0);
        ReporterSource source = new ReporterSource(IngestSettings.defaults(), new ManualClock(), () -> 0);
        HttpClient http = HttpClient.newHttpClient();
        try (IngestServer server = new IngestServer(
                source, (vertx, router) -> router.get("/metrics").handler(new MetricsHandler(vertx, exposition)))) {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
            for (int i = 0; i < HTTP_SCRAPES; i++) {
                PageFormat format = i % 2 == 0 ? PageFormat.TEXT : PageFormat.OPENMETRICS;
                boolean packed = i % 4 < 2;
                HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", format.contentType());
                if (packed) {
                    request.header("Accept-Encoding", "gzip");
                }
                HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                assertThat(answer.statusCode()).isEqualTo(200);
                byte[] page = packed
                        ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes()
                        : answer.body();
                assertWhole(page, format);
            }
        }
    }

    private List<ProcessSnapshot> processes() {
        List<ProcessSnapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            snapshots.add(published.get(i));
        }
        return snapshots;
    }

    private static void assertWhole(byte[] page, PageFormat format) {
        Map<String, FamilyRead> families = StrictPage.read(page, format);
        Map<String, Set<Double>> valuesByTask = new HashMap<>();
        Map<String, Integer> linesBySubtask = new HashMap<>();
        families.forEach((name, family) -> {
            if (!name.startsWith("streamgauge_")) {
                for (Sample sample : family.samples()) {
                    String task = Objects.requireNonNull(sample.labels().get("task_id"));
                    valuesByTask.computeIfAbsent(task, key -> new HashSet<>()).add(sample.value());
                    linesBySubtask.merge(task + sample.labels().get("subtask_index"), 1, Integer::sum);
                }
            }
        });
        assertThat(valuesByTask.values())
                .allSatisfy(values -> assertThat(values).hasSize(1));
        assertThat(linesBySubtask.values())
                .allSatisfy(lines -> assertThat(lines).isEqualTo(GAUGES.size() + 2));
    }
}
