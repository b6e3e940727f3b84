package io.streamgauge.checkpoint.metadata;

/**
 * Buffers in flight, in an unaligned checkpoint: Flink's InputChannelStateHandle and ResultSubpartitionStateHandle, and from format 6 on
 * several of them merged (AbstractMergedChannelStateHandle).
 *
 * @param merged whether it stands for several channels
 * @param subtask index of the subtask that the channels belong to
 * @param sizeBytes of the buffers; the stream may hold those of other channels as well
 */
public record ChannelStateHandle(
        Direction direction, boolean merged, int subtask, long sizeBytes, StreamHandle stream) {

    /** Seen from the subtask. */
    public enum Direction {
        INPUT,
        OUTPUT
    }
}
