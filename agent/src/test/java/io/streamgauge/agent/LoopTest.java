package io.streamgauge.agent;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.declaration.Declarations;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.ProcessFacts;
import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.history.History;
import io.streamgauge.agent.history.HistoryMetrics;
import io.streamgauge.agent.history.HistorySettings;
import io.streamgauge.agent.metric.Sample;
import io.streamgauge.agent.source.flinkrest.FlinkRestSettings;
import io.streamgauge.agent.source.flinkrest.FlinkRestSource;
import io.streamgauge.agent.source.flinkrest.RestMetrics;
import io.streamgauge.agent.source.flinkrest.RestSettings;
import io.streamgauge.agent.source.reporter.IngestServer;
import io.streamgauge.agent.source.reporter.IngestSettings;
import io.streamgauge.agent.source.reporter.ReporterClient;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.agent.view.View;
import io.streamgauge.testbed.process.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LoopTest {

    /** Far beyond what a slow machine needs. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final Published published = new Published();
    private History history;

    @BeforeEach
    void open(@TempDir Path directory) {
        history = History.open(HistorySettings.defaults(directory), HistoryMetrics.NOOP);
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void ticksAtOnceAndThenEachInterval() {
        Instant start = clock.instant();
        Loop loop = loop(now -> new Facts(now, List.of(), List.of(), List.of()));
        loop.start(INTERVAL);
        scheduler.advance(INTERVAL.multipliedBy(2));
        assertThat(published.judgedAt)
                .containsExactly(start, start.plus(INTERVAL), start.plus(INTERVAL.multipliedBy(2)));
    }

    /** A slow disk, or a machine that slept: a burst would count as repeated evidence. */
    @Test
    void ticksThatFallDueDuringASlowOneDoNotBurst() {
        Loop loop = loop(now -> {
            if (published.judgedAt.size() == 1) {
                clock.advance(INTERVAL.multipliedBy(7));
            }
            return new Facts(now, List.of(), List.of(), List.of());
        });
        loop.start(INTERVAL);
        scheduler.advance(INTERVAL.multipliedBy(20));
        for (int i = 1; i < published.judgedAt.size(); i++) {
            assertThat(Duration.between(published.judgedAt.get(i - 1), published.judgedAt.get(i)))
                    .isGreaterThanOrEqualTo(INTERVAL);
        }
        assertThat(published.judgedAt).hasSizeGreaterThan(10);
    }

    @Test
    void aTickThatFailsIsToldAndTheNextOneComes() {
        AtomicInteger calls = new AtomicInteger();
        Loop loop = loop(now -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("a source with a defect");
            }
            return new Facts(now, List.of(), List.of(), List.of());
        });
        loop.start(INTERVAL);
        scheduler.advance(INTERVAL);
        assertThat(published.failures).isEqualTo(1);
        assertThat(published.judgedAt).hasSize(1);
    }

    @Test
    void aChangePublishesSoonAndJudgesNothing() {
        Loop loop = loop(now -> new Facts(now, List.of(), List.of(), List.of()));
        loop.refreshSoon();
        loop.refreshSoon();
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(published.views).hasSize(1);
        assertThat(published.judgedAt).isEmpty();
    }

    @Test
    void reporterFactsGoOnWhileRestNeverAnswers() throws Exception {
        Vertx vertx = Vertx.vertx();
        AtomicInteger asked = new AtomicInteger();
        HttpServer silent = done(vertx.createHttpServer()
                .requestHandler(request -> asked.incrementAndGet())
                .listen(0, "127.0.0.1"));
        FlinkRestSource rest = new FlinkRestSource(vertx, patient(silent.actualPort()), clock, RestMetrics.NOOP);
        ReporterSource reporters = new ReporterSource(IngestSettings.defaults(), clock, System::nanoTime);
        try (IngestServer server = new IngestServer(reporters, (own, router) -> {});
                ReporterClient reporter = new ReporterClient(server.port(), null)) {
            assertThat(rest.start(INTERVAL).isComplete()).isFalse();
            Await.upTo(LIMIT, "REST is asked").untilTrue(() -> asked.get() == 1);
            Loop loop = loop(new Sources(reporters, rest, null, history));
            AtomicInteger changes = new AtomicInteger();
            reporters.onChange(() -> {
                loop.refreshSoon();
                changes.incrementAndGet();
            });
            loop.start(INTERVAL);
            scheduler.advance(INTERVAL);
            assertThat(published.judgedAt).hasSize(2);
            assertThat(problemOfRest()).isEqualTo("not read yet");

            reporter.greet("p1").awaitAccepted();
            scheduler.advance(INTERVAL);
            assertThat(up()).containsExactly(true);
            int before = changes.get();
            reporter.abort();
            Await.upTo(LIMIT, "it is told to be gone")
                    .untilTrue(() -> reporters.connected().isEmpty() && changes.get() > before);
            scheduler.advance(Duration.ofSeconds(1));
            assertThat(up()).containsExactly(false);
            assertThat(asked).as("one poll at a time").hasValue(1);
        } finally {
            done(rest.close());
            done(vertx.close());
        }
    }

    private Loop loop(Loop.FactSource facts) {
        return new Loop(
                facts, history, known -> Map.of(), () -> Declarations.NONE, List.of(), published, clock, scheduler);
    }

    private List<Boolean> up() {
        return published.newest().facts().processes().stream()
                .map(ProcessFacts::up)
                .toList();
    }

    private String problemOfRest() {
        return published.newest().facts().sources().stream()
                .filter(source -> source.name().equals("flinkrest"))
                .map(SourceFacts::problem)
                .findFirst()
                .orElseThrow();
    }

    /** Waits for an answer longer than any test takes. */
    private static FlinkRestSettings patient(int port) {
        Duration minute = Duration.ofMinutes(1);
        return RestSettings.of(
                URI.create("http://127.0.0.1:" + port),
                new FlinkRestSettings.Timeouts(minute, minute, minute),
                FlinkRestSettings.Minimums.DEFAULT);
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static final class Published implements Loop.Publisher {

        private final List<View> views = new ArrayList<>();
        private final List<Instant> judgedAt = new ArrayList<>();
        private int failures;

        @Override
        public void publish(View view, List<Sample> samples, boolean judged, Duration took) {
            views.add(view);
            if (judged) {
                judgedAt.add(view.at());
            }
        }

        @Override
        public void failed() {
            failures++;
        }

        View newest() {
            return views.get(views.size() - 1);
        }
    }
}
