package io.streamgauge.agent.source.flinkrest.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.RestoreRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordedAnswersTest {

    private static final String SOURCE = "f362c87ffabe89c8a91fa7d0a523ba6c";
    private static final String AGGREGATE = "96eed58e350a66c179f06330f5425345";
    private static final String SINK = "2e588ce1c86a9d46e2e85186773ce4fd";

    @Test
    void readsTheClusterAndItsTaskManagers() {
        assertThat(ClusterAnswers.cluster(recorded("overview"))).isEqualTo(new RestCluster("2.3.0", 1, 2, 0));
        assertThat(ClusterAnswers.taskManagers(recorded("taskmanagers")))
                .containsExactly(new RestTaskManager(
                        "127.0.0.1:20130-91c164",
                        Instant.ofEpochMilli(1795223312524L),
                        2,
                        0,
                        1610612736L,
                        456340282L,
                        25276502016L));
    }

    @Test
    void readsTheListOfJobs() {
        RestJob.Overview job = ClusterAnswers.jobs(recorded("jobs-overview")).get(0);
        assertThat(job.job().id()).isEqualTo("c397ac0748cb79341b1e938447d0b225");
        assertThat(job.job().name()).isEqualTo("orders-demo");
        assertThat(job.status()).isEqualTo("RUNNING");
        assertThat(job.ended()).isFalse();
        assertThat(job.endedAt()).as("-1 stands for never").isNull();
        assertThat(job.tasksRunning()).isEqualTo(6);
        assertThat(job.tasksTotal()).isEqualTo(6);
    }

    @Test
    void takesNoMetricOfAVertexThatFlinkCallsIncomplete() {
        RestGraph graph = JobAnswers.graph(recorded("job"));
        assertThat(graph.vertices()).extracting(RestGraph.Vertex::id).containsExactly(SOURCE, AGGREGATE, SINK);
        assertThat(graph.vertices())
                .extracting(RestGraph.Vertex::flow)
                .containsOnly(new RestGraph.Flow(null, null, null, null, null, null, null));
        assertThat(graph.vertices().get(1).tasks()).containsEntry("RUNNING", 2).containsEntry("FAILED", 0);
        assertThat(graph.edges())
                .containsExactlyInAnyOrder(
                        new RestGraph.Edge(AGGREGATE, SINK, "REBALANCE"),
                        new RestGraph.Edge(SOURCE, AGGREGATE, "HASH"));
        assertThat(graph.statusSince())
                .containsEntry("RUNNING", Instant.ofEpochMilli(1795223168595L))
                .doesNotContainKey("FAILED");
    }

    @Test
    void takesCompleteMetricsOfAVertex() {
        JsonNode vertex = recorded("vertex-agg").path("subtasks").path(0);
        String job = "{\"vertices\":[{\"id\":\"" + AGGREGATE + "\",\"name\":\"a\",\"parallelism\":1,\"metrics\":"
                + vertex.path("metrics") + "}]}";
        assertThat(JobAnswers.graph(json(job)).vertices().get(0).flow())
                .isEqualTo(new RestGraph.Flow(32604240L, 3858556L, 134048L, 134048L, 10721.0, 121323.0, 0.0));
    }

    @Test
    void readsBackpressureOnceThereIsSome() {
        RestBackpressure high = JobAnswers.backpressure(recorded("backpressure-high-source"));
        assertThat(high.level()).isEqualTo("high");
        assertThat(high.subtasks())
                .containsExactly(
                        new RestBackpressure.Subtask(0, 0.602, 0.184, 0.214),
                        new RestBackpressure.Subtask(1, 0.615, 0.209, 0.176));
        assertThatThrownBy(() -> JobAnswers.backpressure(recorded("backpressure-first-call-no-data")))
                .isInstanceOfSatisfying(
                        RestError.class, error -> assertThat(error.kind()).isEqualTo(RestError.Kind.NO_DATA_YET));
    }

    @Test
    void readsACompletedCheckpointWithItsInFlightBytes() {
        CheckpointAnswers.History history = CheckpointAnswers.history(recorded("job-checkpoints"));
        assertThat(history.ended())
                .extracting(CheckpointRecord::id)
                .containsExactly(18L, 19L, 20L, 21L, 22L, 23L, 24L, 25L, 26L, 27L);
        assertThat(history.ended().get(9))
                .isEqualTo(new CheckpointRecord(
                        27,
                        true,
                        Instant.ofEpochMilli(1795223300803L),
                        Duration.ofMillis(156),
                        4961000L,
                        877934L,
                        22320L,
                        0L,
                        false,
                        false,
                        "file:/opt/flink/data/ckpt/c397ac0748cb79341b1e938447d0b225/chk-27",
                        null));
        assertThat(history.checkpoints().counts()).isEqualTo(new RestCheckpoints.Counts(0L, 28L, 0L, 27L, 1L));
        assertThat(history.checkpoints().restored()).isNull();
    }

    @Test
    void readsAFailedCheckpointThatHasLeftTheHistoryAndTheRestore() {
        CheckpointAnswers.History history = CheckpointAnswers.history(recorded("job-checkpoints-after-restore"));
        CheckpointRecord failed = history.ended().get(0);
        assertThat(failed.id()).isEqualTo(90);
        assertThat(failed.completed()).isFalse();
        assertThat(failed.failure()).isEqualTo("Trigger checkpoint failure.");
        assertThat(failed.fullBytes()).as("of a checkpoint that is none").isNull();
        assertThat(failed.processedInFlightBytes())
                .as("nothing was acknowledged")
                .isNull();
        assertThat(history.ended()).hasSize(11);
        assertThat(history.checkpoints().restored())
                .isEqualTo(new RestoreRecord(
                        88,
                        Instant.ofEpochMilli(1795223634708L),
                        "file:/opt/flink/data/ckpt/c397ac0748cb79341b1e938447d0b225/chk-88"));
    }

    @Test
    void readsDetailsAndSettingsOfCheckpoints() {
        assertThat(CheckpointAnswers.vertices(recorded("job-checkpoint-details")))
                .hasSize(3)
                .contains(new EndedCheckpoint.VertexShare(
                        AGGREGATE,
                        Instant.ofEpochMilli(1795223300959L),
                        Duration.ofMillis(156),
                        4960470L,
                        877404L,
                        20145L,
                        0L,
                        2,
                        2));
        assertThat(CheckpointAnswers.settings(recorded("job-checkpoints-config")))
                .isEqualTo(new RestCheckpoints.Settings(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(10),
                        Duration.ZERO,
                        1,
                        0,
                        false,
                        "EmbeddedRocksDBStateBackend",
                        "FileSystemCheckpointStorage"));
    }

    @Test
    void readsWhyAttemptsFailed() {
        assertThat(JobAnswers.failures(recorded("job-exceptions"))).isEmpty();
        RestJob.Failure frozen = JobAnswers.failures(recorded("job-exceptions-after-heartbeat-timeout"))
                .get(0);
        assertThat(frozen.exception()).isEqualTo("java.util.concurrent.TimeoutException");
        assertThat(frozen.message())
                .isEqualTo("java.util.concurrent.TimeoutException: The heartbeat of TaskManager with id"
                        + " 127.0.0.1:20131-d1ac38 timed out.");
        assertThat(frozen.taskManagerId()).isEqualTo("127.0.0.1:20131-d1ac38");
        assertThat(JobAnswers.failures(recorded("job-exceptions-after-tm-kill")))
                .hasSize(12);
    }

    @Test
    void takesFlinksOwnIntervalsWhereNothingIsConfigured() {
        assertThat(FlinkIntervals.of(recorded("jobmanager-config"))).isEqualTo(FlinkIntervals.DEFAULT);
    }

    private static JsonNode recorded(String name) {
        try (InputStream file = RecordedAnswersTest.class.getResourceAsStream("/flinkrest/" + name + ".json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
