package io.streamgauge.testbed;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a cluster must be able to do, whatever its version. One cluster serves all tests; each leaves no job. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FlinkClusterContract {
    private static final String REPORTER_PORT = "metrics.reporter.prom.port";

    @RegisterExtension
    private final AfterTestExecutionCallback logsOfFailures = this::collectLogsOfFailure;

    private final FlinkVersion version;
    private final JobSubmission submission;
    private final FlinkCluster cluster;

    FlinkClusterContract(FlinkVersion version) {
        this.version = version;
        submission = CountingJob.build(version, 2);
        cluster = FlinkCluster.start(ClusterSettings.of(version)
                .withPlugin("prometheus", List.of(version.prometheusReporter()))
                .with(
                        "metrics.reporter.prom.factory.class",
                        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory")
                .withPortPerProcess(REPORTER_PORT));
    }

    @AfterAll
    void closingLeavesNothing() {
        cluster.close();

        assertThat(cluster.directory()).doesNotExist();
        assertThat(cluster.jobManager().isAlive()).isFalse();
        assertThat(cluster.taskManagers()).noneMatch(FlinkProcess::isAlive);
    }

    @BeforeEach
    void everyProcessIsThere() {
        cluster.awaitReady();
    }

    @AfterEach
    void noJobIsLeft() {
        cluster.rest().jobs().stream().filter(job -> !job.hasEnded()).forEach(job -> cluster.cancel(job.id()));
    }

    @Test
    void runsTheVersionAskedFor() {
        assertThat(cluster.rest().get("/overview").path("flink-version").asText())
                .startsWith(version.line() + ".");
    }

    @Test
    void runsAJobAndKeepsItsCheckpointsAfterCancellation() {
        String job = runJob();
        cluster.awaitCheckpoint(job, 2);

        cluster.cancel(job);

        assertThat(cluster.checkpointDirectory().resolve(job))
                .isDirectoryRecursivelyContaining("glob:**/chk-*/_metadata");
    }

    @Test
    void rescalesAJobByRestoringItsSavepoint() {
        String job = runJob();

        String rescaled = cluster.rescale(job, submission, 4);
        cluster.awaitRunning(rescaled);

        assertThat(cluster.rest().job(job).state()).isEqualTo("FINISHED");
        assertThat(cluster.rest().checkpoints(rescaled).restored()).isEqualTo(1);
        assertThat(cluster.rest().get("/jobs/" + rescaled).path("vertices").findValuesAsText("parallelism"))
                .contains("4");
    }

    @Test
    void takesASavepointOfAJobThatGoesOn() {
        String job = runJob();

        String savepoint = cluster.savepoint(job);

        assertThat(Path.of(URI.create(savepoint)).resolve("_metadata")).isNotEmptyFile();
        assertThat(cluster.rest().job(job).isFullyRunning()).isTrue();
    }

    @Test
    void jobRecoversWhenAKilledTaskManagerIsRestarted() {
        String job = runJob();
        cluster.awaitCheckpoint(job, 1);
        long firstPid = cluster.taskManager(0).pid();

        cluster.taskManager(0).kill();
        cluster.awaitTaskManagers(1);
        cluster.taskManager(0).restart();

        cluster.awaitReady();
        cluster.awaitRunning(job);
        assertThat(cluster.taskManager(0).pid()).isNotEqualTo(firstPid);
    }

    @Test
    void frozenTaskManagerIsGivenUpAndComesBackWhenThawed() {
        cluster.taskManager(1).freeze();
        cluster.awaitTaskManagers(1);

        cluster.taskManager(1).thaw();

        cluster.awaitReady();
    }

    @Test
    void killedJobManagerComesBackOnItsPortsAndRestoresARetainedCheckpoint() {
        String job = runJob();
        String checkpoint =
                Objects.requireNonNull(cluster.awaitCheckpoint(job, 2).lastCompletedPath());

        cluster.jobManager().kill();
        cluster.jobManager().restart();
        cluster.awaitReady();

        assertThat(cluster.rest().jobs()).isEmpty();
        String restored = cluster.submit(submission.withSavepoint(checkpoint));
        cluster.awaitRunning(restored);
        assertThat(cluster.rest().checkpoints(restored).restored()).isEqualTo(1);
    }

    @Test
    void everyProcessLoadsThePluginAndListensOnItsOwnPort() {
        // As many subtasks as slots, so that each TaskManager has some.
        runJob(submission.withParallelism(4));

        assertThat(scrape(cluster.jobManager())).contains("flink_jobmanager_numRegisteredTaskManagers");
        // Native metrics are on, and the column family is a label.
        assertThat(cluster.taskManagers()).allSatisfy(taskManager -> assertThat(scrape(taskManager))
                .contains("flink_taskmanager_job_task_operator_column_family_rocksdb_estimate_num_keys{")
                .contains("column_family=\"seen\"")
                .contains("flink_taskmanager_job_task_operator_rocksdb_bytes_written{"));
    }

    @Test
    void collectsLogsAndConfiguration(@TempDir Path collected) {
        cluster.collectLogs(collected);

        assertThat(collected)
                .isDirectoryContaining("glob:**/jobmanager.log")
                .isDirectoryContaining("glob:**/taskmanager-0.log")
                .isDirectoryContaining("glob:**/taskmanager-1.log")
                .isDirectoryRecursivelyContaining("glob:**/conf/taskmanager-1/config.yaml");
    }

    private void collectLogsOfFailure(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            cluster.collectLogs(Path.of(
                    "target/cluster-logs",
                    version.line(),
                    context.getRequiredTestMethod().getName()));
        }
    }

    private String runJob() {
        return runJob(submission);
    }

    private String runJob(JobSubmission wanted) {
        String job = cluster.submit(wanted);
        cluster.awaitRunning(job);
        return job;
    }

    private static String scrape(FlinkProcess process) {
        return new HttpJson(URI.create("http://127.0.0.1:" + process.port(REPORTER_PORT)))
                .getText("/metrics", Duration.ofSeconds(10));
    }
}
