package io.streamgauge.reporter;

import io.streamgauge.reporter.fixture.Await;
import io.streamgauge.reporter.fixture.FakeAgent;
import io.streamgauge.reporter.fixture.FlinkJob;
import io.streamgauge.reporter.fixture.HeardProcess;
import io.streamgauge.reporter.fixture.HeardProfile;
import io.streamgauge.testbed.ClusterSettings;
import io.streamgauge.testbed.FlinkCluster;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.wire.AbsentReason;
import io.streamgauge.wire.EventRecord;
import io.streamgauge.wire.Hello;
import io.streamgauge.wire.ProfileFrames;
import io.streamgauge.wire.SpanRecord;
import io.streamgauge.wire.profile.ProfileMode;
import io.streamgauge.wire.profile.ProfileStart;
import io.streamgauge.wire.profile.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import one.jfr.JfrReader;
import one.jfr.event.ExecutionSample;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged plugin in real clusters: loads, reports, and survives what a job may do. */
class RealFlinkIT {

    private static final Path PLUGIN =
            Path.of("target", "streamgauge-metrics-reporter.jar").toAbsolutePath();
    private static final String SWITCH = "state.backend.rocksdb.metrics.";

    @RegisterExtension
    private final Opened opened = new Opened();

    private static ClusterSettings settings(FlinkVersion version, FakeAgent agent) {
        return ClusterSettings.of(version)
                .withTaskManagers(1)
                .withPlugin("streamgauge", List.of(PLUGIN))
                .with(Map.of(
                        "metrics.reporters",
                        "streamgauge",
                        "metrics.reporter.streamgauge.factory.class",
                        StreamgaugeReporterFactory.class.getName(),
                        "metrics.reporter.streamgauge.agent",
                        agent.address(),
                        "metrics.reporter.streamgauge.interval",
                        "1 s",
                        "traces.reporter.streamgauge.factory.class",
                        StreamgaugeTraceReporterFactory.class.getName(),
                        "events.reporter.streamgauge.factory.class",
                        StreamgaugeEventReporterFactory.class.getName(),
                        SWITCH + "num-snapshots",
                        "false",
                        "rest.profiling.enabled",
                        "true"));
    }

    private static HeardProcess process(FakeAgent agent, String kind) {
        Await.until(kind, () -> agent.processes.stream().anyMatch(one -> isOf(one, kind)));
        return agent.processes.stream()
                .filter(one -> isOf(one, kind))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isOf(HeardProcess process, String kind) {
        return process.hasHello() && kind.equals(process.hello().properties().get(Hello.KIND));
    }

    @ParameterizedTest
    @EnumSource
    void metricsSpansAndEventsArriveFromBothKindsOfProcess(FlinkVersion version, @TempDir Path directory)
            throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        try (FlinkCluster cluster = FlinkCluster.start(settings(version, agent))) {
            HeardProcess jobManager = process(agent, "jobmanager");
            HeardProcess taskManager = process(agent, "taskmanager");
            String job = cluster.submit(FlinkJob.build("HostileJob", version, 2, directory));
            cluster.awaitRunning(job);
            cluster.awaitCheckpoint(job, 2);

            helloIsRight(version, taskManager.hello());
            helloIsRight(version, jobManager.hello());
            hostileMetricsHarmNothing(taskManager);
            Await.until("native RocksDB metrics", () -> names(taskManager).stream()
                    .anyMatch(name -> name.contains("rocksdb.estimate-num-keys")));
            Await.until("job metrics", () -> names(jobManager).contains("jobmanager.job.numRestarts"));
            spansAndEventsArrive(version, jobManager);
            // The job failed once: its first attempt's metrics are gone.
            Await.until("one attempt", () -> attempts(taskManager).equals(Set.of("1")));
            assertThat(jobManager.breaches()).isEmpty();
            assertThat(taskManager.breaches()).isEmpty();
            assertThat(agent.connections()).isEqualTo(2);

            aProfileShowsTheOperatorsThread(taskManager);

            if (version == FlinkVersion.V2_3) {
                flinksOwnProfilerIsGivenWay(cluster, taskManager);
            }
            taskManager.tell(profile(3_000, 300_000));
            Await.until("recording", () -> taskManager.profile(3_000).hasBegun());
            cluster.taskManager(0).kill();
            Await.until("the killed TaskManager is noticed", taskManager::hasEnded);
            assertThat(jobManager.hasEnded()).isFalse();
        }
        // An orderly end says good-bye.
        Await.until("good-bye", () -> agent.closeCodes.contains(1000));
    }

    private static void helloIsRight(FlinkVersion version, Hello hello) {
        assertThat(hello.properties().get(Hello.FLINK_VERSION)).startsWith(version.line());
        assertThat(hello.properties()).containsEntry(Hello.REPORTER_VERSION, "0.1.0-SNAPSHOT");
        assertThat(hello.properties()).containsEntry(Hello.SWITCHES, "known");
        assertThat(hello.disabledSwitches())
                .contains(SWITCH + "num-snapshots")
                .doesNotContain(SWITCH + "estimate-num-keys");
    }

    private static void hostileMetricsHarmNothing(HeardProcess taskManager) {
        String operator = "taskmanager.job.task.operator.";
        Await.until("shared by both subtasks", () -> values(taskManager, operator + "shared")
                .equals(List.of(42L, 42L)));
        Map<String, AbsentReason> expected = Map.of(
                "throwing", AbsentReason.THREW,
                "blocking", AbsentReason.BLOCKED,
                "text", AbsentReason.NOT_NUMERIC,
                "list", AbsentReason.NOT_NUMERIC,
                "nothing", AbsentReason.NULL,
                "notANumber", AbsentReason.NAN);
        expected.forEach(
                (name, reason) -> Await.until(name + " is " + reason, () -> values(taskManager, operator + name)
                        .equals(List.of(reason, reason))));
        Await.until("odd label", () -> taskManager.series().keySet().stream()
                .anyMatch(name -> name.contains("odd=a\n\"b\" 🚀")));
    }

    private static void spansAndEventsArrive(FlinkVersion version, HeardProcess jobManager) {
        Await.until("spans", () -> jobManager.spans().stream()
                .map(SpanRecord::name)
                .collect(Collectors.toSet())
                .containsAll(Set.of("Checkpoint", "JobInitialization")));
        if (version == FlinkVersion.V2_3) {
            Await.until("events", () -> jobManager.events().stream()
                    .map(EventRecord::name)
                    .collect(Collectors.toSet())
                    .containsAll(Set.of("CheckpointEvent", "JobStatusChangeEvent", "JobFailureEvent")));
        }
    }

    private static void aProfileShowsTheOperatorsThread(HeardProcess taskManager) {
        AtomicInteger id = new AtomicInteger();
        Await.until("samples of count", () -> {
            taskManager.tell(profile(id.incrementAndGet(), 2_000));
            HeardProfile profile = taskManager.profile(id.get());
            Await.until("a recording", profile::isOver);
            assertThat(profile.refused()).isNull();
            return threads(profile.recording()).stream().anyMatch(name -> name.startsWith("count"));
        });
        assertThat(taskManager.profile(1).begun().engine()).isIn("perf_events", "ctimer", "itimer");
    }

    private static void flinksOwnProfilerIsGivenWay(FlinkCluster cluster, HeardProcess taskManager) throws Exception {
        String id = cluster.rest().taskManagerIds().get(0);
        URI profiler = cluster.restUrl().resolve("/taskmanagers/" + id + "/profiler");
        taskManager.tell(profile(1_000, 300_000));
        Await.until("recording", () -> taskManager.profile(1_000).hasBegun());
        // The button on Flink's page. It fails while ours runs, and works the next time.
        press(profiler, 1);
        Await.until("ours gives way", () -> taskManager.profile(1_000).isOver());
        assertThat(taskManager.profile(1_000).refused())
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Refusal.FOREIGN_PROFILER));

        AtomicInteger next = new AtomicInteger(2_000);
        Await.until("Flink's works", () -> {
            press(profiler, 5);
            return statusOf(profiler).contains("RUNNING");
        });
        assertThat(taken(taskManager, next.incrementAndGet()).refused())
                .satisfies(refused -> assertThat(refused.message()).contains("Flink's own profiler is running"));
        Await.until(
                "ours works again",
                () -> taken(taskManager, next.incrementAndGet()).refused() == null);
    }

    private static HeardProfile taken(HeardProcess process, int id) {
        process.tell(profile(id, 100));
        Await.until("answer", () -> process.profile(id).isOver());
        return process.profile(id);
    }

    private static void press(URI profiler, int seconds) {
        answer(HttpRequest.newBuilder(profiler)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"mode\": \"ITIMER\", \"duration\": " + seconds + "}")));
    }

    private static String statusOf(URI profiler) {
        return answer(HttpRequest.newBuilder(profiler));
    }

    private static String answer(HttpRequest.Builder request) {
        return HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static ByteBuffer profile(int id, int millis) {
        return ProfileFrames.start(new ProfileStart(id, ProfileMode.CPU, millis, 1_000, 32 << 20, "test", false));
    }

    /** Names of the threads that were sampled. */
    private static Set<String> threads(byte[] recording) {
        Set<String> names = new TreeSet<>();
        try (JfrReader reader = new JfrReader(ByteBuffer.wrap(recording))) {
            for (ExecutionSample sample : reader.readAllEvents(ExecutionSample.class)) {
                names.add(reader.threads.get(sample.tid));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** Full names without labels. */
    private static Set<String> names(HeardProcess process) {
        return process.series().keySet().stream()
                .map(name -> name.substring(0, name.indexOf('{')))
                .collect(Collectors.toSet());
    }

    private static List<Object> values(HeardProcess process, String name) {
        return process.series().entrySet().stream()
                .filter(one -> one.getKey().startsWith(name + "{"))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Set<String> attempts(HeardProcess process) {
        return process.series().keySet().stream()
                .filter(name -> name.contains("task_attempt_num="))
                .map(name -> name.replaceFirst("(?s).*task_attempt_num=(\\d+).*", "$1"))
                .collect(Collectors.toSet());
    }
}
