package io.streamgauge.checkpoint.report;

import java.util.List;

/**
 * What is in one checkpoint or savepoint.
 *
 * @param operators the largest first
 * @param notRead what concerns no single operator
 */
public record CheckpointReport(
        CheckpointIdentity checkpoint,
        Depth depth,
        List<OperatorReport> operators,
        List<NotRead> notRead,
        ReadCost cost) {

    public CheckpointReport {
        operators = List.copyOf(operators);
        notRead = List.copyOf(notRead);
    }

    /** Of everything that the checkpoint references, to the byte. */
    public long bytes() {
        return operators.stream().mapToLong(OperatorReport::bytes).sum();
    }
}
