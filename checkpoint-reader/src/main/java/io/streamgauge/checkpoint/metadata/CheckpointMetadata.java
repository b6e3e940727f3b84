package io.streamgauge.checkpoint.metadata;

import java.util.List;

/**
 * What a {@code _metadata} file says: Flink's class of the same name.
 *
 * @param version of the format, 2 to 6
 */
public record CheckpointMetadata(
        int version, long checkpointId, List<MasterState> masterStates, List<OperatorMetadata> operators) {

    /** The sum over all operators, as Flink tells it as the full size of a checkpoint, apart from {@code _metadata} itself. */
    public long sizeBytes() {
        long sum = 0;
        for (OperatorMetadata operator : operators) {
            sum = Math.addExact(sum, operator.sizeBytes());
        }
        return sum;
    }

    /** State of a hook in the JobManager: Flink's MasterState. */
    public record MasterState(String name, int version, long sizeBytes) {}
}
