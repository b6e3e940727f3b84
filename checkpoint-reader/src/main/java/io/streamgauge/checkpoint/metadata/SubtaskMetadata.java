package io.streamgauge.checkpoint.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one subtask of an operator: Flink's OperatorSubtaskState. Null stands for a kind of state that it has none of.
 *
 * @param finished whether it had come to its end, and so has no state
 * @param rawKeyed keyed state that operators write themselves, such as timers on the heap beside RocksDB
 */
public record SubtaskMetadata(
        int index,
        boolean finished,
        @Nullable OperatorStateHandle managedOperator,
        @Nullable OperatorStateHandle rawOperator,
        @Nullable KeyedHandle managedKeyed,
        @Nullable KeyedHandle rawKeyed,
        List<ChannelStateHandle> channels) {

    static SubtaskMetadata finished(int index) {
        return new SubtaskMetadata(index, true, null, null, null, null, List.of());
    }

    /** As Flink's OperatorSubtaskState.getStateSize. */
    public long sizeBytes() {
        long sum = managedOperator == null ? 0 : managedOperator.sizeBytes();
        sum = Math.addExact(sum, rawOperator == null ? 0 : rawOperator.sizeBytes());
        sum = Math.addExact(sum, managedKeyed == null ? 0 : managedKeyed.sizeBytes());
        sum = Math.addExact(sum, rawKeyed == null ? 0 : rawKeyed.sizeBytes());
        for (ChannelStateHandle channel : channels) {
            sum = Math.addExact(sum, channel.sizeBytes());
        }
        return sum;
    }
}
