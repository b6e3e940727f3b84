package io.streamgauge.agent.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.FlinkVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

/** What people see when a process dies or freezes: one cluster, one fault after another. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {

    private static WatchedCluster watched;
    private static String job;

    @BeforeAll
    static void start() {
        watched = WatchedCluster.start(FlinkVersion.V2_3, settings -> settings, "");
        job = watched.submit("--leak", "none");
        watched.cluster().awaitCheckpoint(job, 2);
    }

    @AfterAll
    static void stop() {
        watched.close();
    }

    @Test
    @Order(1)
    void aKilledAgentComesBackWithItsHistoryAndTheJobGoesOn() {
        long before = checkpoints();
        assertThat(before).isPositive();

        watched.agent().kill();
        watched.cluster().awaitCheckpoint(job, (int) before + 2);
        watched.agent().restart();

        watched.await("reporters reconnected and checkpoints counted on")
                .until(FaultsIT::checkpoints, count -> count >= before);
        watched.await("all processes up").until(() -> processes("true").count(), up -> up == 3);
        assertThat(watched.cluster().rest().job(job).isFullyRunning()).isTrue();
        assertThat(restarts()).as("Flink's own count").isEqualTo("0");
    }

    @Test
    @Order(2)
    void aKilledTaskManagerIsSeenDownAtOnceAndItsReturnAddsNoTaskSeries() {
        SeriesSet before = watched.await("steady page")
                .until(FaultsIT::taskSeries, series -> series.valueBySeries().size() > 300);

        watched.cluster().taskManager(0).kill();
        Instant killed = Instant.now();
        watched.await("one process down").until(() -> processes("false").count(), down -> down == 1);
        JsonNode gone = processes("false").findFirst().orElseThrow();
        assertThat(Duration.between(killed, Instant.parse(gone.path("since").asText())))
                .as("the broken connection told, and not a timeout")
                .isLessThan(Duration.ofSeconds(2));

        watched.cluster().taskManager(0).restart();
        watched.cluster().awaitReady();
        watched.cluster().awaitRunning(job);
        SeriesSet after = watched.await("task series back")
                .until(FaultsIT::taskSeries, series -> before.minus(series).isEmpty());
        assertThat(after.minus(before)).isEmpty();
    }

    /** Its connection stays open: only its silence tells. */
    @Test
    @Order(3)
    void aFrozenTaskManagerIsSeenDownAndBackOnceItGoesOn() {
        watched.await("all processes up").until(() -> processes("true").count(), up -> up == 3);

        watched.cluster().taskManager(1).freeze();
        watched.await("one process down").until(() -> processes("false").count(), down -> down == 1);
        watched.cluster().taskManager(1).thaw();

        watched.await("all processes up").until(() -> processes("true").count(), up -> up == 3);
        watched.cluster().awaitReady();
        watched.cluster().awaitRunning(job);
    }

    @Test
    @Order(4)
    void aFrozenJobManagerIsToldInWordsAndReadAgainOnceItGoesOn() {
        watched.await("Flink's REST read").until(FaultsIT::restProblem, String::isEmpty);
        long before = checkpoints();

        watched.cluster().jobManager().freeze();
        watched.await("a problem of Flink's REST").until(FaultsIT::restProblem, problem -> problem.contains("within"));
        watched.await("its reporter silent").until(() -> processes("false").count(), down -> down >= 1);
        assertThat(watched.agent().get("/-/healthy", Map.of()).statusCode()).isEqualTo(200);
        assertThat(watched.agent().metrics()).contains("streamgauge_process_up{");
        watched.cluster().jobManager().thaw();

        watched.await("Flink's REST read").until(FaultsIT::restProblem, String::isEmpty);
        watched.await("all processes up").until(() -> processes("true").count(), up -> up == 3);
        watched.cluster().awaitReady();
        watched.cluster().awaitRunning(job);
        watched.await("checkpoints counted on").until(FaultsIT::checkpoints, count -> count > before);
    }

    /** In words; empty while there is none. */
    private static String restProblem() {
        return StreamSupport.stream(
                        watched.agent().api("sources").path("sources").spliterator(), false)
                .filter(source -> source.path("name").asText().equals("flinkrest"))
                .map(source -> source.path("problem").asText(""))
                .map(problem -> problem.equals("null") ? "" : problem)
                .findFirst()
                .orElse("no such source");
    }

    private static String restarts() {
        return watched.cluster()
                .rest()
                .get("/jobs/" + job + "/metrics?get=numRestarts")
                .path(0)
                .path("value")
                .asText();
    }

    private static SeriesSet taskSeries() {
        return SeriesSet.of(watched.agent().metrics()).withPrefix("flink_taskmanager_job_task");
    }

    private static long checkpoints() {
        return watched.agent()
                .api("jobs")
                .path("jobs")
                .path(0)
                .path("checkpoints")
                .path("completed")
                .asLong();
    }

    private static Stream<JsonNode> processes(String up) {
        return StreamSupport.stream(
                        watched.agent().api("processes").path("processes").spliterator(), false)
                .filter(process -> process.path("up").asText().equals(up));
    }
}
