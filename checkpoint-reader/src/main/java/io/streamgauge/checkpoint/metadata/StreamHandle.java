package io.streamgauge.checkpoint.metadata;

/** Where some bytes of state lie: Flink's StreamStateHandle, as MetadataV2V3SerializerBase.serializeStreamStateHandle writes it. */
public sealed interface StreamHandle {

    /** As Flink's handle tells it (StateObject.getStateSize). */
    long sizeBytes();

    /**
     * Bytes inside {@code _metadata} itself: ByteStreamStateHandle, for state below {@code execution.checkpointing.data-inline-threshold}.
     *
     * @param name a name that Flink gave them, not a file
     * @param offset of the first byte in {@code _metadata}
     */
    record Inline(String name, long offset, long sizeBytes) implements StreamHandle {}

    /** A whole file: FileStateHandle. */
    record AbsoluteFile(String path, long sizeBytes) implements StreamHandle {}

    /** A whole file in the directory of {@code _metadata}, as in savepoints: RelativeFileStateHandle. */
    record RelativeFile(String path, long sizeBytes) implements StreamHandle {}

    /** A stream with the places of key groups in it: KeyGroupsStateHandle where only a stream is expected. */
    record KeyGroupStream(KeyGroupRange keyGroups, Offsets offsets, StreamHandle stream) implements StreamHandle {
        @Override
        public long sizeBytes() {
            return stream.sizeBytes();
        }
    }

    /**
     * A part of a merged file: SegmentFileStateHandle.
     *
     * @param path of the physical file, which other checkpoints may use as well
     * @param offset of the first byte in it
     */
    record Segment(String path, String logicalFileId, long offset, long sizeBytes, Scope scope)
            implements StreamHandle {}

    /** Nothing, where merging of files is on: EmptySegmentFileStateHandle. */
    record EmptySegment() implements StreamHandle {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    /** Flink's CheckpointedStateScope. */
    enum Scope {
        /** Belongs to this checkpoint alone. */
        EXCLUSIVE,
        /** Later checkpoints may use it as well. */
        SHARED
    }
}
