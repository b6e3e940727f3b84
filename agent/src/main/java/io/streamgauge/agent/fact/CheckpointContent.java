package io.streamgauge.agent.fact;

import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.OperatorReport;
import java.time.Instant;
import java.util.Optional;

/**
 * What the newest checkpoint of a job holds, as far as it was read.
 *
 * @param completedAt as the JobManager tells; of a successor that was read in its place, when it was read
 */
public record CheckpointContent(JobRef job, Instant completedAt, Instant readAt, CheckpointReport report) {

    /** Empty where the checkpoint has nothing of it. */
    public Optional<OperatorReport> operator(String id) {
        return report.operators().stream()
                .filter(operator -> operator.id().equals(id))
                .findFirst();
    }
}
