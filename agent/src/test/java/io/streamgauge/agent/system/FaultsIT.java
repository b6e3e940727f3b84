package io.streamgauge.agent.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.FlinkVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

/** What people see when a process dies: one cluster, one fault after another. */
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
        int restarts = watched.cluster().rest().job(job).isFullyRunning() ? 0 : 1;

        watched.agent().kill();
        watched.cluster().awaitCheckpoint(job, (int) before + 2);
        watched.agent().restart();

        watched.await("reporters reconnected and checkpoints counted on")
                .until(FaultsIT::checkpoints, count -> count >= before);
        watched.await("all processes up").until(() -> processes("true").count(), up -> up == 3);
        assertThat(restarts).isZero();
        assertThat(watched.cluster().rest().job(job).isFullyRunning()).isTrue();
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
