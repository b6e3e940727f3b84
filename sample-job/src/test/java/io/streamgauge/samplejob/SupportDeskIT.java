package io.streamgauge.samplejob;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.ClusterSettings;
import io.streamgauge.testbed.FlinkCluster;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.JobSubmission;
import io.streamgauge.testbed.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The job in real clusters of separate processes: leaks, is told to stop, and comes back from faults and rescaling. */
class SupportDeskIT {

    /** At most 100 conversations are open and 42 more wait to be rated, so more keys than these are a leak. */
    private static final double MOST_WITHOUT_LEAK = 300;

    private static final double LEAKED = 700;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void leaksUntilToldToStop(FlinkVersion version) throws IOException {
        try (FlinkCluster cluster = FlinkCluster.start(ClusterSettings.of(version))) {
            JobSubmission submission = submission("never-cleared");
            String job = cluster.submit(submission);
            cluster.awaitRunning(job);
            awaitProfiles(cluster, job, LEAKED, Double.MAX_VALUE);

            cluster.awaitCheckpoint(job, 2);
            cluster.taskManager(0).kill();
            cluster.awaitTaskManagers(1);
            cluster.taskManager(0).restart();
            cluster.awaitReady();
            cluster.awaitRunning(job);
            awaitProfiles(cluster, job, LEAKED, Double.MAX_VALUE);

            tell("never-cleared", "leak=none");
            awaitProfiles(cluster, job, 1, MOST_WITHOUT_LEAK);

            String rescaled = cluster.rescale(job, submission, 3);
            cluster.awaitRunning(rescaled);
            assertThat(cluster.rest().checkpoints(rescaled).restored()).isEqualTo(1);
            awaitProfiles(cluster, rescaled, 1, MOST_WITHOUT_LEAK);

            cluster.cancel(rescaled);
            assertThat(cluster.checkpointDirectory().resolve(rescaled))
                    .isDirectoryRecursivelyContaining("glob:**/_metadata");
        }
    }

    @ParameterizedTest
    @EnumSource
    void stallsEventTimeUntilToldToStop(FlinkVersion version) throws IOException {
        try (FlinkCluster cluster = FlinkCluster.start(ClusterSettings.of(version))) {
            String job = cluster.submit(submission("stalled-watermark"));
            cluster.awaitRunning(job);
            awaitProfiles(cluster, job, LEAKED, Double.MAX_VALUE);

            tell("stalled-watermark", "leak=none");
            awaitProfiles(cluster, job, 1, MOST_WITHOUT_LEAK);
        }
    }

    private JobSubmission submission(String leak) {
        List<String> arguments = List.of(
                "--leak",
                leak,
                "--leak-after",
                "2s",
                "--control-file",
                controlFile(leak).toString(),
                "--start",
                "2026-01-01T00:00:00Z",
                "--rate",
                "500",
                "--open-conversations",
                "100",
                "--lifetime",
                "2s",
                "--key-skew",
                "0",
                "--rating-window",
                "1s",
                "--ttl",
                "5s",
                "--window",
                "2s");
        Path jar = Path.of(System.getProperty("streamgauge.home"), "sample-job/target/streamgauge-sample-job.jar");
        return JobSubmission.of(jar, "io.streamgauge.samplejob.SupportDesk", arguments, 2);
    }

    private Path controlFile(String leak) {
        return directory.resolve("control-" + leak);
    }

    private void tell(String leak, String what) throws IOException {
        Files.writeString(controlFile(leak), what);
    }

    /** Waits until RocksDB's estimate of the number of customer profiles is within bounds. */
    private static void awaitProfiles(FlinkCluster cluster, String job, double least, double most) {
        Await.upTo(LIMIT, "from " + least + " to " + most + " customer profiles in job " + job)
                .until(() -> profiles(cluster, job), keys -> keys >= least && keys <= most);
    }

    /** Over all subtasks; 0 while Flink has no value. */
    private static double profiles(FlinkCluster cluster, String job) {
        double keys = 0;
        for (JsonNode vertex : cluster.rest().get("/jobs/" + job).path("vertices")) {
            if (vertex.path("name").asText().startsWith("conversations")) {
                keys += profilesOfVertex(
                        cluster,
                        "/jobs/" + job + "/vertices/" + vertex.path("id").asText());
            }
        }
        return keys;
    }

    private static double profilesOfVertex(FlinkCluster cluster, String vertex) {
        List<String> ids = new ArrayList<>();
        for (JsonNode metric : cluster.rest().get(vertex + "/subtasks/metrics")) {
            String id = metric.path("id").asText();
            if (id.contains("customer-profile") && id.endsWith("estimate-num-keys")) {
                ids.add(id);
            }
        }
        double keys = 0;
        for (String id : ids) {
            for (JsonNode sum : cluster.rest().get(vertex + "/subtasks/metrics?agg=sum&get=" + id)) {
                keys += sum.path("sum").asDouble();
            }
        }
        return keys;
    }
}
