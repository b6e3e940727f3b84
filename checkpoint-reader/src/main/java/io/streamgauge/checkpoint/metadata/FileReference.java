package io.streamgauge.checkpoint.metadata;

import org.jspecify.annotations.Nullable;

/**
 * A file that a checkpoint needs, or a part of one. What deletes files must keep every one of these.
 *
 * @param path as it is written in the checkpoint
 * @param relative whether it is relative to the directory of {@code _metadata}
 * @param offset of the first byte in the file
 * @param wholeFile false for a segment of a merged file
 * @param operatorId of the operator that owns it
 * @param subtask of the operator
 * @param scope null where the handle does not tell: with files of their own the directory does
 */
public record FileReference(
        String path,
        boolean relative,
        long offset,
        long sizeBytes,
        boolean wholeFile,
        String operatorId,
        int subtask,
        Role role,
        StreamHandle.@Nullable Scope scope) {

    /** What the file is for. */
    public enum Role {
        /** Declarations of keyed states, beside the files of RocksDB. */
        KEYED_META,
        /** A file of RocksDB that later checkpoints may use as well. */
        KEYED_SHARED,
        /** A file of RocksDB of this checkpoint alone. */
        KEYED_PRIVATE,
        /** A stream with all keyed state. */
        KEYED_FULL,
        /** Changes of keyed state. */
        CHANGELOG,
        /** Keyed state that an operator wrote itself. */
        KEYED_RAW,
        OPERATOR_STATE,
        OPERATOR_RAW,
        CHANNEL_STATE
    }
}
