package io.streamgauge.checkpoint.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operator state of one subtask: list, union and broadcast states in one stream. Flink's OperatorStreamStateHandle (type 4) and
 * FileMergingOperatorStreamStateHandle (17).
 *
 * @param merged null for type 4
 */
public record OperatorStateHandle(List<NamedState> states, StreamHandle stream, @Nullable MergedDirectories merged) {

    /** As Flink's handle tells it (StateObject.getStateSize). */
    public long sizeBytes() {
        return stream.sizeBytes();
    }

    /**
     * One state in the stream.
     *
     * @param offsets of each element in the stream; of a broadcast state the one of its entries
     */
    public record NamedState(String name, Mode mode, Offsets offsets) {}

    /** How elements go to subtasks at a restore: Flink's OperatorStateHandle.Mode. */
    public enum Mode {
        SPLIT_DISTRIBUTE,
        UNION,
        BROADCAST
    }

    /**
     * Directories that this handle keeps alive.
     *
     * @param empty whether that is all that it is for
     */
    public record MergedDirectories(String taskOwned, String shared, boolean empty) {}
}
