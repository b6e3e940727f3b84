package io.streamgauge.testbed.cases;

import io.streamgauge.testbed.FlinkCluster;
import io.streamgauge.testbed.JobSubmission;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One case on a cluster that others may share: the job of the present stage. Owned by one thread. */
public final class CaseRun {

    private final FlinkCluster cluster;
    private final Path sampleJobJar;
    private final LeakCase leakCase;
    private final List<String> common;
    private int stage;
    private String jobId;

    private CaseRun(
            FlinkCluster cluster, Path sampleJobJar, LeakCase leakCase, List<String> options, Instant eventTimeStart) {
        this.cluster = cluster;
        this.sampleJobJar = sampleJobJar;
        this.leakCase = leakCase;
        common = new ArrayList<>(options);
        // One instant for all stages: else event time jumps at a restore by as long as the job has run.
        common.addAll(List.of("--start", eventTimeStart.toString()));
        jobId = cluster.submit(submission());
    }

    /**
     * Submits the first stage; its tasks start later.
     *
     * @param options of the sample job, for every stage
     */
    public static CaseRun start(
            FlinkCluster cluster, Path sampleJobJar, LeakCase leakCase, List<String> options, Instant eventTimeStart) {
        return new CaseRun(cluster, sampleJobJar, leakCase, options, eventTimeStart);
    }

    /** Goes on to the next stage once the present one is over; takes as long as a savepoint and a submission. */
    public boolean advance(Duration sinceBegin) {
        Duration end = leakCase.stages().get(stage).end();
        if (end == null || sinceBegin.compareTo(end) < 0) {
            return false;
        }
        String savepoint = cluster.stopWithSavepoint(jobId);
        stage++;
        jobId = cluster.submit(submission().withSavepoint(savepoint));
        return true;
    }

    private JobSubmission submission() {
        Stage now = leakCase.stages().get(stage).with(common);
        return JobSubmission.of(sampleJobJar, leakCase.entryClass(), now.options(), now.parallelism());
    }

    public LeakCase leakCase() {
        return leakCase;
    }

    /** Of the present stage. */
    public String jobId() {
        return jobId;
    }

    public boolean isInLastStage() {
        return stage == leakCase.stages().size() - 1;
    }
}
