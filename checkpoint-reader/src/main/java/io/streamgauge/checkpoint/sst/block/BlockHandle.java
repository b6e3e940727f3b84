package io.streamgauge.checkpoint.sst.block;

import io.streamgauge.checkpoint.CheckpointFormatException;

/**
 * Where a block lies in its file.
 *
 * @param offset in bytes from the start of the file
 * @param size in bytes as stored, without the trailer of {@link Footer#BLOCK_TRAILER_BYTES}
 */
public record BlockHandle(long offset, long size) {

    /** In bytes from the start of the file: the first one behind the block and its trailer. */
    public long end() {
        return offset + size + Footer.BLOCK_TRAILER_BYTES;
    }

    /** Reads offset and size, as varints. */
    public static BlockHandle read(BlockInput input) throws CheckpointFormatException {
        return new BlockHandle(input.varint64(), input.varint64());
    }
}
