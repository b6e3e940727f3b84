package io.streamgauge.reporter.link;

import io.streamgauge.reporter.fixture.Await;
import io.streamgauge.reporter.fixture.FakeAgent;
import io.streamgauge.reporter.fixture.FakeGroup;
import io.streamgauge.reporter.index.MetricIndex;
import io.streamgauge.reporter.index.MetricTables;
import io.streamgauge.reporter.problem.Problems;
import io.streamgauge.reporter.profile.Profiling;
import io.streamgauge.reporter.profile.Recorder;
import io.streamgauge.reporter.sampling.Changes;
import io.streamgauge.reporter.sampling.Sampling;
import io.streamgauge.reporter.settings.Settings;
import io.streamgauge.wire.FrameWriter;
import io.streamgauge.wire.Hello;
import io.streamgauge.wire.Protocol;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What agents know after a report that failed half way. */
class ReportsTest {

    /** Several blocks of them. */
    private static final int METRICS = 1_300;

    private static final FakeGroup GROUP = FakeGroup.of("s");

    private final Problems problems = new Problems();
    private final MetricIndex index = new MetricIndex(10_000);
    private final AtomicLong value = new AtomicLong(1);
    private final Gauge<Long> gauge = value::get;
    private final ExecutorService pool = Executors.newFixedThreadPool(2, ReportsTest::thread);
    private final HttpClient client = HttpClient.newBuilder().executor(pool).build();
    private final List<FakeAgent> agents = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final Sampling sampling = new Sampling(ReportsTest::thread, Duration.ofSeconds(30), problems);
    private final Reports reports = new Reports(index, this::read, problems);
    /** Changes that are taken before an error on the sampler's thread; negative: no error. */
    private int changesBeforeError = -1;

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(
                (ended, planted) -> assertThat(planted).hasMessage("planted"));
        return thread;
    }

    @BeforeEach
    void connect() throws Exception {
        FrameWriter writer = new FrameWriter();
        writer.hello(new Hello(Protocol.VERSION, "process", 1000, Map.of(), List.of()));
        ByteBuffer hello = writer.take();
        for (int i = 0; i < 2; i++) {
            FakeAgent agent = new FakeAgent(FakeAgent.Manner.FRIENDLY);
            agents.add(agent);
            Properties properties = new Properties();
            properties.setProperty("agent", agent.address());
            Settings settings = new Settings(properties);
            links.add(new Link(
                    settings.agents().get(0),
                    settings,
                    client,
                    () -> new Connection(
                            hello.duplicate(),
                            settings.outboxBytes(),
                            new AtomicLong(),
                            new Profiling(false, Path.of("/tmp"), Set.of(), new Recorder(Thread::new), problems),
                            () -> {},
                            System::nanoTime),
                    new BackOff(Duration.ofSeconds(1), new Random(1)),
                    problems,
                    System.nanoTime()));
        }
    }

    @AfterEach
    void end() throws Exception {
        links.forEach(Link::abort);
        sampling.close();
        pool.shutdown();
        for (FakeAgent agent : agents) {
            agent.close();
        }
    }

    private void read(MetricTables tables, Changes changes) {
        if (changesBeforeError < 0) {
            sampling.read(tables, changes);
            return;
        }
        AtomicInteger left = new AtomicInteger(changesBeforeError);
        sampling.read(
                tables,
                new Changes(
                        (block, row) -> {
                            if (left.getAndDecrement() == 0) {
                                throw new OutOfMemoryError("planted");
                            }
                        },
                        problems));
    }

    private void awaitReady() {
        Await.until("ready", () -> {
            links.forEach(link -> link.tick(System.nanoTime()));
            return links.stream().allMatch(Link::isReady);
        });
    }

    private void awaitSeries(int count, long expected) {
        for (FakeAgent agent : agents) {
            Await.until(count + " series of " + expected, () -> {
                List<Object> values = List.copyOf(agent.awaitReport().series().values());
                return values.size() == count && values.stream().allMatch(Long.valueOf(expected)::equals);
            });
        }
    }

    @Test
    void afterAnErrorOfOurOwnAllAgentsAreToldEverythingAgain() {
        for (int i = 0; i < METRICS; i++) {
            index.add(gauge, "m" + i, GROUP.front());
        }
        awaitReady();
        reports.send(links);
        awaitSeries(METRICS, 1);

        value.set(2);
        index.remove(gauge, "m7", GROUP.front());
        changesBeforeError = METRICS / 2;
        awaitReady();
        assertThatThrownBy(() -> reports.send(links)).hasMessage("sampler ended by an error");
        assertThat(links).noneMatch(Link::isInStep);

        // Half of them have not changed since, as far as the tables know.
        changesBeforeError = -1;
        awaitReady();
        reports.send(links);
        awaitSeries(METRICS - 1, 2);
        for (FakeAgent agent : agents) {
            Await.until("all of them in one report", () -> agent.last().samplesOfLastReport() == METRICS - 1);
            assertThat(agent.last().breaches()).isEmpty();
            assertThat(agent.connections()).isEqualTo(1);
        }
        assertThat(links).allMatch(Link::isInStep);
    }
}
