package io.streamgauge.testbed;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FlinkClusterIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void runsAJobThroughRescalingAndFaults(FlinkVersion version) {
        try (FlinkCluster cluster = FlinkCluster.start(ClusterSettings.of(version))) {
            JobSubmission submission = CountingJob.build(version, directory, 2);
            String job = cluster.submit(submission);
            cluster.awaitRunning(job);
            cluster.awaitCheckpoint(job, 2);

            String rescaled = cluster.rescale(job, submission, 4);
            cluster.awaitRunning(rescaled);
            assertThat(cluster.rest().checkpoints(rescaled).restored()).isEqualTo(1);

            cluster.taskManager(0).kill();
            cluster.awaitTaskManagers(1);
            cluster.taskManager(0).restart();
            cluster.awaitReady();
            cluster.awaitRunning(rescaled);
        }
    }
}
