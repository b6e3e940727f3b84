package io.streamgauge.testbed.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.ClusterSettings;
import io.streamgauge.testbed.FlinkCluster;
import io.streamgauge.testbed.FlinkRest;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.JobSubmission;
import io.streamgauge.testbed.demo.Artifacts;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.TestbedException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that runs the census: hands out checkpoints whose content is known.
 *
 * <pre>{@code
 * try (CensusCluster census = CensusCluster.start(CensusCluster.settings(FlinkVersion.V2_3), 2, List.of("--keys", "100000"))) {
 *     Path checkpoint = census.checkpoint();   // all records processed, states counted by the job as by the truth
 *     JsonNode truth = census.truth();
 * }
 * }</pre>
 *
 * <p>Checkpoints are only taken when asked for. Not safe for use by several threads.
 */
public final class CensusCluster implements AutoCloseable {
    private static final String ENTRY_CLASS = "io.streamgauge.samplejob.census.Census";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    /** A later checkpoint has what one before did not: a change log materialized, buffers full. */
    private static final int CHECKPOINTS_TO_TRY = 50;

    private final FlinkCluster cluster;
    private JobSubmission submission;
    private String jobId;
    private JsonNode truth;
    /** Visits of each key that earlier jobs have processed. */
    private long visitsBefore;

    private CensusCluster(FlinkCluster cluster, JobSubmission submission) {
        this.cluster = cluster;
        this.submission = submission;
        truth = CensusTruths.of(submission.jar(), submission.arguments());
        jobId = cluster.submit(submission);
    }

    /** One TaskManager of four slots on RocksDB, no checkpoint but those asked for. */
    public static ClusterSettings settings(FlinkVersion version) {
        return ClusterSettings.of(version)
                .withoutRocksDbMetrics()
                .withTaskManagers(1)
                .withSlotsPerTaskManager(4)
                .with("execution.checkpointing.interval", "1 d")
                .with("execution.checkpointing.num-retained", "1");
    }

    /**
     * Starts cluster and job; does not wait for the records.
     *
     * @param options of the census, see {@code CensusOptions}
     */
    public static CensusCluster start(ClusterSettings settings, int parallelism, List<String> options) {
        return start(settings, parallelism, options, null);
    }

    static CensusCluster start(
            ClusterSettings settings, int parallelism, List<String> options, @Nullable String jobId) {
        JobSubmission submission =
                JobSubmission.of(Artifacts.ofThisBuild().sampleJobJar(), ENTRY_CLASS, options, parallelism);
        FlinkCluster cluster = FlinkCluster.start(settings);
        try {
            return new CensusCluster(cluster, jobId == null ? submission : submission.withJobId(jobId));
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The Flink cluster, for what is not asked of the census. */
    public FlinkCluster cluster() {
        return cluster;
    }

    public String jobId() {
        return jobId;
    }

    /** What the states hold once everything was processed: the JSON of {@code CensusTruth}. */
    public JsonNode truth() {
        return truth;
    }

    /**
     * Waits until every record was processed, and checks that the job itself counted what the truth says.
     *
     * @throws TestbedException naming the states that differ
     */
    public void awaitProcessed() {
        cluster.awaitRunning(jobId);
        long records = truth.path("keys").asLong() * (truth.path("visits").asLong() - visitsBefore);
        Map<String, Long> counted = Await.upTo(LIMIT, "census: " + records + " records processed by each operator")
                .until(() -> cluster.rest().accumulators(jobId), seen -> isDone(seen, records));
        if (visitsBefore == 0) {
            CensusTruths.compare(truth, counted, submission.parallelism());
        }
        if (has("--finishing", "on")) {
            // One of its sources; the operators after it; the subtasks of the main source that have no split.
            int finished = 2 * submission.parallelism();
            Await.upTo(LIMIT, "census: " + finished + " tasks finished")
                    .until(this::jobAfterCheckpoint, job -> job.finishedTasks() == finished);
        }
    }

    /** A task that is through ends with the next checkpoint. */
    private FlinkRest.Job jobAfterCheckpoint() {
        cluster.rest().checkpoint(jobId, "CONFIGURED");
        return cluster.rest().job(jobId);
    }

    private boolean isDone(Map<String, Long> counted, long records) {
        if (records == 0) {
            return true;
        }
        return StreamSupport.stream(truth.path("states").spliterator(), false)
                .map(state -> state.path("operator").asText())
                .filter(operator -> !operator.equals("tumbling") && !operator.equals("sessions"))
                .allMatch(operator -> counted.getOrDefault(operator + "/records", 0L) == records
                        && (!operator.equals("rules") || counted.getOrDefault("rules/rules", 0L) == rules()));
    }

    private long rules() {
        for (JsonNode state : truth.path("states")) {
            if (state.path("kind").asText().equals("broadcast")) {
                return state.path("elements").asLong() * submission.parallelism();
            }
        }
        return 0;
    }

    private boolean has(String option, String value) {
        int at = submission.arguments().indexOf(option);
        return at >= 0 && submission.arguments().get(at + 1).equals(value);
    }

    /** Takes a checkpoint after everything was processed, and returns its directory. The job goes on. */
    public Path checkpoint() {
        awaitProcessed();
        return directory(cluster.rest().checkpoint(jobId, "CONFIGURED"));
    }

    /**
     * Takes checkpoints after everything was processed until one is as wanted, and returns its directory.
     *
     * @param wanted is given the number of a checkpoint
     */
    Path checkpointUntil(String what, LongPredicate wanted) {
        awaitProcessed();
        for (int i = 0; i < CHECKPOINTS_TO_TRY; i++) {
            long number = cluster.rest().checkpoint(jobId, "CONFIGURED");
            if (wanted.test(number)) {
                return directory(number);
            }
        }
        throw new TestbedException(
                "census: expected a checkpoint with " + what + ", found none among " + CHECKPOINTS_TO_TRY);
    }

    /** Where a checkpoint of the present job lies. */
    Path directory(long number) {
        String path = details(number).path("external_path").asText();
        return Path.of(path.startsWith("file:") ? URI.create(path).getPath() : path);
    }

    /** The statistics of a checkpoint, as REST has them. */
    JsonNode details(long number) {
        return cluster.rest().get("/jobs/" + jobId + "/checkpoints/details/" + number);
    }

    /**
     * Takes a savepoint after everything was processed, and returns its directory. The job goes on.
     *
     * @param format CANONICAL or NATIVE
     */
    public Path savepoint(Path target, String format) {
        awaitProcessed();
        return Path.of(URI.create(cluster.rest().savepoint(jobId, target.toUri(), format))
                .getPath());
    }

    /** Ends the job; its last checkpoint stays. */
    public void cancel() {
        cluster.cancel(jobId);
    }

    /**
     * Ends the job and starts another from its checkpoint, which the new job claims.
     *
     * @param options of the new job, with the same keys and at least as many visits
     * @param newJobId null for one that Flink chooses
     */
    public void restart(Path checkpoint, int parallelism, List<String> options, @Nullable String newJobId) {
        visitsBefore = truth.path("visits").asLong();
        cancel();
        submission = JobSubmission.of(submission.jar(), ENTRY_CLASS, options, parallelism)
                .withSavepoint(checkpoint.toUri().toString())
                .withClaim();
        if (newJobId != null) {
            submission = submission.withJobId(newJobId);
        }
        truth = CensusTruths.of(submission.jar(), options);
        jobId = cluster.submit(submission);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
