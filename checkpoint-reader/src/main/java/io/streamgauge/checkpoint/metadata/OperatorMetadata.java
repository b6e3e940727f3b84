package io.streamgauge.checkpoint.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operator: Flink's OperatorState.
 *
 * @param id 32 hexadecimal digits, as in Flink's REST API
 * @param name null where the format does not tell (before 5) or none was given
 * @param uid null likewise
 * @param fullyFinished whether all its subtasks had come to their end: it then has no state
 * @param coordinator state of its coordinator, as of a source's enumerator; null for none
 */
public record OperatorMetadata(
        String id,
        @Nullable String name,
        @Nullable String uid,
        int parallelism,
        int maxParallelism,
        boolean fullyFinished,
        StreamHandle.@Nullable Inline coordinator,
        List<SubtaskMetadata> subtasks) {

    /** As Flink's OperatorState.getStateSize: the coordinator's state and that of all subtasks. */
    public long sizeBytes() {
        long sum = coordinator == null ? 0 : coordinator.sizeBytes();
        for (SubtaskMetadata subtask : subtasks) {
            sum = Math.addExact(sum, subtask.sizeBytes());
        }
        return sum;
    }
}
