package io.streamgauge.checkpoint.sst.block;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.IOException;

/** Fetches and decodes single blocks: of meta data and indexes, not of a scan. Checksums are always verified. Not thread-safe. */
public final class BlockReader {

    private final ByteSource source;
    private final BlockDecoder decoder;
    private final long tailOffset;
    private final byte[] tail;
    private long bytesRead;

    /**
     * For one file.
     *
     * @param tail bytes of the file that are known already
     * @param tailOffset of the first of them in the file
     */
    public BlockReader(ByteSource source, Footer footer, long tailOffset, byte[] tail) {
        this.source = source;
        this.decoder = new BlockDecoder(source.name(), footer, true);
        this.tailOffset = tailOffset;
        this.tail = tail;
    }

    /** Reads a block; it is valid until the next one is read. */
    public BlockDecoder read(BlockHandle handle) throws IOException {
        check(source, handle);
        int size = (int) handle.size();
        if (handle.offset() >= tailOffset && handle.end() <= tailOffset + tail.length) {
            decoder.decode(tail, (int) (handle.offset() - tailOffset), size, handle.offset(), false);
        } else {
            byte[] stored = new byte[size + Footer.BLOCK_TRAILER_BYTES];
            source.read(handle.offset(), stored, 0, stored.length);
            bytesRead += stored.length;
            decoder.decode(stored, 0, size, handle.offset(), false);
        }
        return decoder;
    }

    /** What was read from the source, in bytes. */
    public long bytesRead() {
        return bytesRead;
    }

    /** Before anything is allocated for a block: that it lies in the file, and is not larger than any is read. */
    public static void check(ByteSource source, BlockHandle handle) throws CheckpointFormatException {
        long most = source.size() - Footer.BLOCK_TRAILER_BYTES;
        if (handle.offset() < 0
                || handle.size() < 0
                || handle.size() > Math.min(most, BlockDecoder.MAX_BLOCK_BYTES)
                || handle.offset() > most - handle.size()) {
            throw new CheckpointFormatException(
                    source.name(),
                    -1,
                    "found a block at " + Long.toUnsignedString(handle.offset()) + " of "
                            + Long.toUnsignedString(handle.size()) + " bytes, expected it within the " + source.size()
                            + " bytes of the file and at most " + BlockDecoder.MAX_BLOCK_BYTES + " long");
        }
    }
}
