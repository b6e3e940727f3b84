package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.ProcessFacts;
import io.streamgauge.agent.fact.ProcessKind;
import io.streamgauge.agent.metric.FactSamples;
import io.streamgauge.agent.metric.MetricCatalog;
import io.streamgauge.agent.metric.MetricDefinition;
import io.streamgauge.agent.metric.MetricType;
import io.streamgauge.agent.metric.Sample;
import io.streamgauge.agent.metric.SampleSettings;
import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.ProfileRefusedException;
import io.streamgauge.agent.profile.ProfileRequest;
import io.streamgauge.agent.profile.Profiler;
import io.streamgauge.agent.profile.Recording;
import io.streamgauge.agent.source.flinkrest.FlinkRestSettings;
import io.streamgauge.agent.source.flinkrest.FlinkRestSource;
import io.streamgauge.agent.source.flinkrest.RestMetrics;
import io.streamgauge.agent.source.profile.ContinuousSettings;
import io.streamgauge.agent.source.profile.ProfilerSettings;
import io.streamgauge.agent.source.profile.ReporterProfiler;
import io.streamgauge.agent.source.reporter.IngestServer;
import io.streamgauge.agent.source.reporter.IngestSettings;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.testbed.ClusterSettings;
import io.streamgauge.testbed.FlinkCluster;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.JobSubmission;
import io.streamgauge.testbed.demo.Artifacts;
import io.streamgauge.testbed.demo.DemoCluster;
import io.streamgauge.testbed.process.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A real job with reporter and REST, through a lost TaskManager; the same on both Flink versions. */
class MergeIT {

    /** What a job without restore, or a machine without a limit, has no sample of; and what comes and goes. */
    private static final Set<MetricDefinition> NOT_ALWAYS = Set.of(
            MetricCatalog.RESTORE_TIMESTAMP,
            MetricCatalog.CHECKPOINT_RUNNING_AGE,
            MetricCatalog.PROCESS_CONTAINER_LIMIT_BYTES,
            MetricCatalog.PROCESS_CONTAINER_USAGE_BYTES,
            MetricCatalog.PROCESS_MEMORY_RATIO,
            MetricCatalog.ROCKSDB_HIT_RATIO);

    /** Read from checkpoints, and not by reporter or REST. */
    private static final Set<MetricDefinition> OF_CHECKPOINTS = Set.of(
            MetricCatalog.CHECKPOINT_READ,
            MetricCatalog.OPERATOR_STATE_BYTES,
            MetricCatalog.STATE_BYTES,
            MetricCatalog.STATE_BYTES_MAX_SUBTASK,
            MetricCatalog.STATE_ENTRIES,
            MetricCatalog.STATE_FILES,
            MetricCatalog.STATE_LIVE_KEYS,
            MetricCatalog.STATE_OLDEST_DATA,
            MetricCatalog.STATE_RAW_KEY_BYTES,
            MetricCatalog.STATE_RAW_VALUE_BYTES,
            MetricCatalog.STATE_TOMBSTONES);

    private final Vertx vertx = Vertx.vertx();
    private final InstantSource clock = InstantSource.system();
    private final FactMerge merge = new FactMerge();
    private final List<JobEvent> events = new ArrayList<>();
    private final Map<String, Double> counters = new HashMap<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void everyMetricIsThereAndCountersOnlyGrow(FlinkVersion version) {
        ReporterSource reporters = new ReporterSource(IngestSettings.defaults(), clock, System::nanoTime);
        ReporterProfiler profiler = new ReporterProfiler(vertx, reporters, ProfilerSettings.defaults(), clock);
        Artifacts artifacts = Artifacts.ofThisBuild();
        try (IngestServer server = new IngestServer(reporters, (unused, router) -> {});
                FlinkCluster cluster = FlinkCluster.start(settings(version, artifacts, server.port()))) {
            FlinkRestSource rest = rest(cluster.restUrl());
            String id = cluster.submit(JobSubmission.of(
                    artifacts.sampleJobJar(),
                    "io.streamgauge.samplejob.SupportDesk",
                    List.of("--rate", "500", "--open-conversations", "200", "--window", "2s", "--lifetime", "5s"),
                    2));

            Set<String> wanted = wanted();
            Facts whole = until(reporters, rest, "every metric", facts -> missing(facts, wanted));
            sensible(job(whole, id), whole);

            aProfileShowsTheOperatorsThread(profiler);
            continuousProfilesCome(profiler);
            CompletableFuture<Recording> underWay = profile(profiler, Duration.ofSeconds(60));
            cluster.taskManager(0).kill();
            assertThat(underWay)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(ProfileRefusedException.class, lost -> assertThat(lost.reason())
                            .isEqualTo(ProfileRefusedException.Reason.LOST));
            Facts down = until(
                    reporters,
                    rest,
                    "TaskManager down",
                    facts -> facts.processes().stream().allMatch(ProcessFacts::up)
                            ? List.of("a process that is down")
                            : List.of());
            assertThat(down.processes())
                    .filteredOn(process -> !process.up())
                    .extracting(ProcessFacts::kind)
                    .containsExactly(ProcessKind.TASK_MANAGER);
            cluster.taskManager(0).restart();
            Facts again = until(reporters, rest, "every metric again", facts -> {
                List<String> missing = missing(facts, wanted);
                if (job(facts, id).checkpoints().restored() == null) {
                    missing.add("a restore");
                }
                if (!Objects.equals(facts.cluster().taskManagersLost(), 1L)) {
                    missing.add(
                            "one TaskManager lost, and not " + facts.cluster().taskManagersLost());
                }
                return missing;
            });
            assertThat(job(again, id).restarts().failures()).isEqualTo(1);
            assertThat(Objects.requireNonNull(job(again, id).restarts().attempts()))
                    .isPositive();
            assertThat(events)
                    .extracting(JobEvent::kind)
                    .contains(JobEvent.Kind.SEEN, JobEvent.Kind.RUNNING, JobEvent.Kind.FAILED, JobEvent.Kind.RESTORED);

            until(reporters, rest, "as many checkpoints as Flink counts", facts -> {
                long flink = cluster.rest().checkpoints(id).completed();
                Long ours = job(facts, id).checkpoints().completed();
                return Objects.equals(ours, flink)
                        ? List.of()
                        : List.of(flink + " completed checkpoints, and not " + ours);
            });
        }
    }

    /** From the agent's request, through plugin and library, to the bytes. */
    private static void aProfileShowsTheOperatorsThread(Profiler profiler) {
        Recording recording = Await.upTo(Duration.ofMinutes(1), "a recording with samples of conversations")
                .until(() -> profile(profiler, Duration.ofSeconds(2)).join(), MergeIT::showsTheOperator);
        assertThat(recording.engine()).isIn("perf_events", "ctimer", "itimer");
        assertThat(Duration.between(recording.from(), recording.to()))
                .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(20));
    }

    private static void continuousProfilesCome(ReporterProfiler profiler) {
        BlockingQueue<Recording> recordings = new LinkedBlockingQueue<>();
        ContinuousSettings settings = new ContinuousSettings(
                ProfileMode.CPU, Duration.ofMillis(4), Duration.ofSeconds(2), Duration.ofMillis(200));
        Runnable end = profiler.continuously(settings, recordings::add);
        Await.upTo(Duration.ofMinutes(1), "two recordings without being asked")
                .until(recordings::size, size -> size >= 2);
        assertThat(profile(profiler, Duration.ofMillis(100)).join().continuous())
                .isFalse();
        recordings.clear();
        Await.upTo(Duration.ofMinutes(1), "it goes on").until(recordings::size, size -> size >= 1);
        assertThat(recordings).allMatch(Recording::continuous);
        end.run();
    }

    private static boolean showsTheOperator(Recording recording) {
        // A thread is named in a recording only if it was sampled.
        String text = new String(recording.jfr(), StandardCharsets.ISO_8859_1);
        return text.startsWith("FLR\0") && text.contains("conversations");
    }

    private static CompletableFuture<Recording> profile(Profiler profiler, Duration duration) {
        ProcessRef taskManager = profiler.processes().stream()
                .filter(process -> process.kind() == ProcessKind.TASK_MANAGER)
                .findFirst()
                .orElseThrow();
        return profiler.take(
                        new ProfileRequest(taskManager.id(), ProfileMode.CPU, duration, Duration.ofMillis(1), "test"))
                .toCompletableFuture();
    }

    private static void sensible(JobFacts job, Facts facts) {
        assertThat(job.status()).isEqualTo("RUNNING");
        assertThat(job.restarts().failures()).isZero();
        assertThat(job.vertices())
                .allSatisfy(vertex -> assertThat(vertex.subtasks()).hasSize(vertex.parallelism()));
        assertThat(job.states()).extracting(state -> state.operator().name()).contains("conversations");
        ProcessFacts process = facts.processes().stream()
                .filter(one -> one.kind() == ProcessKind.TASK_MANAGER)
                .findFirst()
                .orElseThrow();
        long caches = 512L << 20;
        assertThat(Objects.requireNonNull(process.rocksDbBytes()))
                .as("two slots, each with one cache however many states show it")
                .isBetween(1L, caches);
    }

    private static Set<String> wanted() {
        Set<String> names = new TreeSet<>();
        for (var field : MetricCatalog.class.getFields()) {
            try {
                if (field.get(null) instanceof MetricDefinition metric
                        && !NOT_ALWAYS.contains(metric)
                        && !OF_CHECKPOINTS.contains(metric)) {
                    names.add(metric.name());
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        return names;
    }

    private static List<String> missing(Facts facts, Set<String> wanted) {
        Set<String> missing = new TreeSet<>(wanted);
        samples(facts).forEach(sample -> missing.remove(sample.metric().name()));
        return new ArrayList<>(missing);
    }

    private static List<Sample> samples(Facts facts) {
        return FactSamples.of(facts, new SampleSettings(true));
    }

    private static JobFacts job(Facts facts, String id) {
        return facts.jobs().stream()
                .filter(job -> job.job().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Ticks about once a second until nothing is missing.
     *
     * @param missing what the facts lack, in words
     */
    private Facts until(
            ReporterSource reporters, FlinkRestSource rest, String what, Function<Facts, List<String>> missing) {
        Instant[] last = {Instant.EPOCH};
        Facts[] facts = new Facts[1];
        List<String> lacking = new ArrayList<>(List.of("a first tick"));
        Await.upTo(Duration.ofMinutes(2), what)
                .until(
                        () -> {
                            Instant now = clock.instant();
                            if (!now.isBefore(last[0].plusSeconds(1))) {
                                last[0] = now;
                                Future<Void> unused = rest.poll();
                                facts[0] = merge.merge(MergeInput.take(now, reporters, rest, 0));
                                facts[0].jobs().forEach(job -> events.addAll(job.events()));
                                countersOnlyGrow(samples(facts[0]));
                                lacking.clear();
                                lacking.addAll(missing.apply(facts[0]));
                            }
                            return "without " + lacking;
                        },
                        unused -> lacking.isEmpty());
        return facts[0];
    }

    private void countersOnlyGrow(List<Sample> samples) {
        for (Sample sample : samples) {
            if (sample.metric().type() == MetricType.COUNTER) {
                String series = sample.metric().name() + sample.labelValues();
                Double before = counters.put(series, sample.value());
                assertThat(sample.value()).as(series).isGreaterThanOrEqualTo(before == null ? 0 : before);
            }
        }
    }

    private FlinkRestSource rest(URI address) {
        return new FlinkRestSource(vertx, FlinkRestSettings.of(address), clock, RestMetrics.NOOP);
    }

    private static ClusterSettings settings(FlinkVersion version, Artifacts artifacts, int port) {
        return DemoCluster.settings(version, artifacts.reporterJar(), URI.create("http://127.0.0.1:" + port))
                .withTaskManagers(1);
    }
}
