package io.streamgauge.checkpoint.sst.block;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.IOException;
import java.util.Arrays;

/** Fetches and decodes single blocks: of meta data and indexes, not of a scan. Checksums are always verified. Not thread-safe. */
public final class BlockReader {

    private final ByteSource source;
    private final BlockDecoder decoder;
    private final BlockDecoder unverified;
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
        this.unverified = new BlockDecoder(source.name(), footer, false);
        this.tailOffset = tailOffset;
        this.tail = tail;
    }

    /** Reads a block; it is valid until the next one is read. */
    public BlockDecoder read(BlockHandle handle) throws IOException {
        byte[] stored = fetch(handle);
        decoder.decode(stored, 0, (int) handle.size(), handle.offset(), false);
        return decoder;
    }

    /**
     * Reads a block one of whose values, a number of eight bytes, RocksDB sets after it has made the checksum, for which it counts as 0:
     * the sequence number of an ingested file, among the properties.
     *
     * @param key of the value
     */
    public BlockDecoder read(BlockHandle handle, byte[] key) throws IOException {
        byte[] stored = fetch(handle);
        int size = (int) handle.size();
        try {
            decoder.decode(stored, 0, size, handle.offset(), false);
        } catch (CheckpointFormatException e) {
            byte[] cleared = stored.clone();
            if (!clear(cleared, handle, key)) {
                throw e;
            }
            decoder.decode(cleared, 0, size, handle.offset(), false);
            unverified.decode(stored, 0, size, handle.offset(), false);
            return unverified;
        }
        return decoder;
    }

    private boolean clear(byte[] stored, BlockHandle handle, byte[] key) throws IOException {
        unverified.decode(stored, 0, (int) handle.size(), handle.offset(), false);
        if (unverified.data() != stored) {
            return false;
        }
        BlockCursor cursor = new BlockCursor(source.name());
        cursor.reset(unverified, handle.offset());
        while (cursor.next()) {
            if (cursor.valueLength() == Long.BYTES
                    && Arrays.equals(cursor.key(), 0, cursor.keyLength(), key, 0, key.length)) {
                BlockInput.LONG.set(stored, cursor.valueStart(), 0L);
                return true;
            }
        }
        return false;
    }

    private byte[] fetch(BlockHandle handle) throws IOException {
        check(source, handle);
        int length = (int) handle.size() + Footer.BLOCK_TRAILER_BYTES;
        if (handle.offset() >= tailOffset && handle.end() <= tailOffset + tail.length) {
            int start = (int) (handle.offset() - tailOffset);
            return Arrays.copyOfRange(tail, start, start + length);
        }
        byte[] stored = new byte[length];
        source.read(handle.offset(), stored, 0, length);
        bytesRead += length;
        return stored;
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
