package io.streamgauge.agent.source.flinkrest;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.source.flinkrest.answer.EndedCheckpoint;
import io.streamgauge.agent.source.flinkrest.answer.Part;
import io.streamgauge.agent.source.flinkrest.answer.RestCheckpoints;
import io.streamgauge.agent.source.flinkrest.answer.RestJob;
import io.streamgauge.agent.source.flinkrest.answer.RestPoll;
import io.streamgauge.testbed.ClusterSettings;
import io.streamgauge.testbed.FlinkCluster;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.JobSubmission;
import io.streamgauge.testbed.process.Await;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FlinkRestIT {

    private final Vertx vertx = Vertx.vertx();
    private final List<RestPoll> polls = new ArrayList<>();

    @AfterEach
    void close() {
        Eventually.done(vertx.close());
    }

    @ParameterizedTest
    @EnumSource
    void tellsARealJobThroughEveryFault(FlinkVersion version) {
        try (FlinkCluster cluster =
                FlinkCluster.start(ClusterSettings.of(version).withTaskManagers(1))) {
            FlinkRestSource source = source(cluster.restUrl());
            String job = cluster.submit(sampleJob());

            RestPoll healthy = pollUntil(source, "everything of a running job", poll -> isWhole(poll, job));
            assertThat(Objects.requireNonNull(healthy.cluster().value()).flinkVersion())
                    .startsWith(version.line());
            assertThat(healthy.taskManagers().value()).hasSize(1);
            pollUntil(source, "five checkpoints", poll -> told(job).size() >= 5);
            assertThat(told(job)).allSatisfy(FlinkRestIT::isWhole);
            assertThat(polls)
                    .allSatisfy(poll -> assertThat(poll.health().problem()).isNull());

            tellsNoUid(cluster, job);

            freezeATaskManager(cluster, source, job);
            freezeTheJobManager(cluster, source, job);
            tellsAllThatFlinkCounted(source, job);
            restartTheJobManager(cluster, source, job);
        }
    }

    /** Else it should be read: {@link io.streamgauge.agent.fact.OperatorRef#uid} is unknown because nothing tells it. */
    private void tellsNoUid(FlinkCluster cluster, String job) {
        String path = "/jobs/" + job;
        long checkpoint = told(job).get(0).checkpoint().id();
        JsonNode graph = cluster.rest().get(path);
        List<JsonNode> answers = new ArrayList<>(List.of(
                graph,
                cluster.rest().get(path + "/plan"),
                cluster.rest().get(path + "/checkpoints/details/" + checkpoint)));
        graph.path("vertices")
                .forEach(vertex -> answers.add(cluster.rest()
                        .get(path + "/vertices/" + vertex.path("id").asText())));
        assertThat(answers).hasSizeGreaterThan(4).allSatisfy(answer -> {
            assertThat(answer.isEmpty()).isFalse();
            assertThat(answer.toString()).doesNotContainIgnoringCase("uid");
        });
    }

    /** The JobManager says RUNNING until the heartbeat times out. */
    private void freezeATaskManager(FlinkCluster cluster, FlinkRestSource source, String job) {
        cluster.taskManager(0).freeze();
        pollUntil(
                source,
                "no TaskManager",
                poll -> poll.taskManagers().value() != null
                        && value(poll.taskManagers(), List.of()).isEmpty());
        cluster.taskManager(0).thaw();
        RestPoll back = pollUntil(
                source,
                "the job restored",
                poll -> isWhole(poll, job)
                        && Objects.requireNonNull(job(poll, job).checkpoints().value())
                                        .restored()
                                != null
                        && !value(job(poll, job).failures(), List.of()).isEmpty());
        assertThat(back.vanished()).isEmpty();
        assertThat(polls).allSatisfy(poll -> assertThat(poll.vanished()).isEmpty());
    }

    private void freezeTheJobManager(FlinkCluster cluster, FlinkRestSource source, String job) {
        cluster.jobManager().freeze();
        RestPoll silent = pollUntil(
                source,
                "a problem",
                poll -> poll.health().problem() != null && poll.jobs().value() == null);
        assertThat(silent.health().problem()).contains("no whole answer within 10000 ms");
        cluster.jobManager().thaw();
        pollUntil(source, "no problem", poll -> poll.health().problem() == null && isWhole(poll, job));
        assertThat(polls).allSatisfy(poll -> assertThat(poll.vanished()).isEmpty());
    }

    private void restartTheJobManager(FlinkCluster cluster, FlinkRestSource source, String job) {
        cluster.jobManager().kill();
        pollUntil(source, "a problem", poll -> poll.jobs().value() == null);
        cluster.jobManager().restart();
        pollUntil(source, "the old job vanished", poll -> poll.vanished().stream()
                .anyMatch(gone -> gone.id().equals(job)));
        cluster.awaitReady();
        String again = cluster.submit(sampleJob());
        pollUntil(source, "checkpoints of the new job", poll -> told(again).size() >= 2);
        assertThat(told(again).get(0).checkpoint().id()).isLessThan(5);
        assertThat(polls.stream()
                        .flatMap(poll -> poll.ended().stream())
                        .map(ended -> ended.jobId() + ended.checkpoint().id()))
                .doesNotHaveDuplicates();
    }

    private static boolean isWhole(RestPoll poll, String id) {
        RestJob job = value(poll.jobs(), List.<RestJob>of()).stream()
                .filter(one -> one.overview().job().id().equals(id))
                .findFirst()
                .orElse(null);
        return job != null
                && Objects.equals(job.overview().tasksRunning(), job.overview().tasksTotal())
                && job.graph().value() != null
                && job.checkpoints().value() != null
                && job.checkpointSettings().value() != null
                && job.failures().value() != null
                && !job.backpressure().isEmpty()
                && job.backpressure().values().stream().allMatch(part -> part.value() != null)
                && Objects.requireNonNull(job.graph().value()).vertices().stream()
                        .anyMatch(vertex -> vertex.flow().recordsIn() != null)
                && poll.health().problem() == null;
    }

    private static void isWhole(EndedCheckpoint ended) {
        CheckpointRecord checkpoint = ended.checkpoint();
        if (checkpoint.completed()) {
            assertThat(checkpoint.fullBytes()).isPositive();
            assertThat(checkpoint.incrementalBytes()).isNotNull();
            assertThat(checkpoint.processedInFlightBytes()).isNotNull();
            assertThat(checkpoint.persistedInFlightBytes()).isNotNull();
            assertThat(checkpoint.unaligned()).isFalse();
            assertThat(checkpoint.externalPath()).endsWith("/chk-" + checkpoint.id());
            assertThat(ended.vertices().value()).isNotEmpty();
        } else {
            assertThat(checkpoint.failure()).isNotEmpty();
        }
    }

    private static RestJob job(RestPoll poll, String id) {
        return value(poll.jobs(), List.<RestJob>of()).stream()
                .filter(one -> one.overview().job().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void tellsAllThatFlinkCounted(FlinkRestSource source, String id) {
        RestPoll last = pollUntil(source, "as many told as counted", poll -> {
            RestCheckpoints known = job(poll, id).checkpoints().value();
            return known != null && Objects.equals(known.counts().completed(), completed(id));
        });
        assertThat(last.health().problem()).isNull();
    }

    private long completed(String job) {
        return told(job).stream()
                .filter(ended -> ended.checkpoint().completed())
                .count();
    }

    private List<EndedCheckpoint> told(String job) {
        return polls.stream()
                .flatMap(poll -> poll.ended().stream())
                .filter(ended -> ended.jobId().equals(job))
                .toList();
    }

    private RestPoll pollUntil(FlinkRestSource source, String what, Predicate<RestPoll> done) {
        return Await.upTo(Duration.ofMinutes(2), what)
                .until(
                        () -> {
                            Eventually.done(source.poll());
                            RestPoll poll = source.take();
                            polls.add(poll);
                            return poll;
                        },
                        done);
    }

    private static <T> T value(Part<T> part, T otherwise) {
        T value = part.value();
        return value == null ? otherwise : value;
    }

    private FlinkRestSource source(URI address) {
        Duration often = Duration.ofMillis(100);
        FlinkRestSettings settings = RestSettings.of(
                address,
                new FlinkRestSettings.Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(1)),
                new FlinkRestSettings.Minimums(often, often, often, often, often, often));
        return new FlinkRestSource(vertx, settings, InstantSource.system(), RestMetrics.NOOP);
    }

    private static JobSubmission sampleJob() {
        Path jar = Path.of(System.getProperty("streamgauge.home"), "sample-job/target/streamgauge-sample-job.jar");
        return JobSubmission.of(
                jar, "io.streamgauge.samplejob.SupportDesk", List.of("--rate", "200", "--partitions", "2"), 2);
    }
}
