package io.streamgauge.checkpoint.sst;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.sst.block.BlockCursor;
import io.streamgauge.checkpoint.sst.block.BlockHandle;
import io.streamgauge.checkpoint.sst.block.BlockInput;
import io.streamgauge.checkpoint.sst.block.BlockReader;
import io.streamgauge.checkpoint.sst.block.Footer;
import io.streamgauge.checkpoint.sst.block.UnsupportedTableException;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The data blocks of a table, or of a part of it, in the order of their keys. A block's separator is a user key that none of its keys
 * exceeds and all keys of the next block reach; RocksDB shortens it. Kept as columns: about the size of the index in the file. Immutable.
 */
public final class TableIndex {

    private static final int PARTITIONED = 2;
    private static final int WITH_FIRST_KEYS = 3;

    private final byte[] separators;
    private final int[] separatorEnds;
    private final long[] offsets;
    private final int[] sizes;
    private final long bytesRead;

    private TableIndex(Builder built, long bytesRead) {
        separators = Arrays.copyOf(built.separators, built.separatorBytes);
        separatorEnds = Arrays.copyOf(built.separatorEnds, built.count);
        offsets = Arrays.copyOf(built.offsets, built.count);
        sizes = Arrays.copyOf(built.sizes, built.count);
        this.bytesRead = bytesRead;
    }

    static TableIndex read(
            ByteSource source, BlockReader reader, BlockHandle top, TableProperties properties, KeyRange range)
            throws IOException {
        int type = properties.indexType().orElse(0);
        if (type < 0 || type > WITH_FIRST_KEYS) {
            throw new UnsupportedTableException(source.name(), "index type " + type, "0 to " + WITH_FIRST_KEYS);
        }
        Builder builder = new Builder(source, properties, type == WITH_FIRST_KEYS);
        if (type == PARTITIONED) {
            Builder partitions = new Builder(source, properties, false);
            partitions.add(reader, top, range);
            for (BlockHandle partition : partitions.handles()) {
                builder.add(reader, partition, range);
            }
        } else {
            builder.add(reader, top, range);
        }
        return new TableIndex(builder, reader.bytesRead());
    }

    /** How many data blocks. */
    public int size() {
        return sizes.length;
    }

    /** Where the block lies in the file. */
    public BlockHandle block(int index) {
        return new BlockHandle(offsets[index], sizes[index]);
    }

    long offset(int index) {
        return offsets[index];
    }

    int blockBytes(int index) {
        return sizes[index];
    }

    /** A user key at or behind the block's last and before the next block's first. */
    public byte[] separator(int index) {
        return Arrays.copyOfRange(separators, separatorStart(index), separatorEnds[index]);
    }

    /** All blocks as stored, in bytes, trailers included. */
    public long dataBytes() {
        return bytes(0, sizes.length);
    }

    /**
     * Bytes of the blocks whose keys all come before the key. The difference between two keys is what lies between them, to a block;
     * adjacent ranges add up to {@link #dataBytes} exactly.
     */
    public long bytesBefore(byte[] key) {
        int low = 0;
        int high = sizes.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(separators, separatorStart(middle), separatorEnds[middle], key, 0, key.length)
                    < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return bytes(0, low);
    }

    /** What was read of the file for this, in bytes. */
    public long bytesRead() {
        return bytesRead;
    }

    private long bytes(int from, int to) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            bytes += sizes[i] + (long) Footer.BLOCK_TRAILER_BYTES;
        }
        return bytes;
    }

    private int separatorStart(int index) {
        return index == 0 ? 0 : separatorEnds[index - 1];
    }

    /** Takes in one index block after the other, leaving out what is not in the range. */
    private static final class Builder {
        private final ByteSource source;
        private final boolean userKeys;
        private final boolean deltas;
        private final boolean firstKeys;
        private byte[] separators = new byte[256];
        private int separatorBytes;
        private int[] separatorEnds = new int[16];
        private long[] offsets = new long[16];
        private int[] sizes = new int[16];
        private int count;
        private boolean complete;

        Builder(ByteSource source, TableProperties properties, boolean firstKeys) {
            this.source = source;
            this.userKeys = properties.indexKeyIsUserKey();
            this.deltas = properties.indexValueIsDeltaEncoded();
            this.firstKeys = firstKeys;
        }

        void add(BlockReader reader, BlockHandle block, KeyRange range) throws IOException {
            BlockCursor cursor = new BlockCursor(source.name());
            cursor.reset(reader.read(block), block.offset(), !deltas);
            long offset = 0;
            long size = 0;
            while (!complete && cursor.next()) {
                BlockInput value = cursor.valueInput();
                if (deltas && cursor.shared() != 0) {
                    offset += size + Footer.BLOCK_TRAILER_BYTES;
                    size += value.signedVarint64();
                } else {
                    offset = value.varint64();
                    size = value.varint64();
                }
                if (firstKeys) {
                    value.skip(value.length("a first key"), "a first key");
                }
                if (deltas) {
                    cursor.valueTaken(value);
                }
                add(cursor, block, new BlockHandle(offset, size), range);
            }
        }

        private void add(BlockCursor cursor, BlockHandle in, BlockHandle handle, KeyRange range)
                throws CheckpointFormatException {
            int length = cursor.keyLength();
            if (!userKeys) {
                InternalKeys.trailer(source.name(), in.offset(), cursor.key(), length);
                length = InternalKeys.userKeyLength(length);
            }
            if (range.startsAfter(cursor.key(), 0, length)) {
                return;
            }
            BlockReader.check(source, handle);
            complete = range.endsBefore(cursor.key(), 0, length);
            append(cursor.key(), length, handle);
        }

        private void append(byte[] key, int length, BlockHandle handle) {
            if (count == sizes.length) {
                separatorEnds = Arrays.copyOf(separatorEnds, 2 * count);
                offsets = Arrays.copyOf(offsets, 2 * count);
                sizes = Arrays.copyOf(sizes, 2 * count);
            }
            if (separatorBytes + length > separators.length) {
                separators = Arrays.copyOf(separators, Math.max(separatorBytes + length, 2 * separators.length));
            }
            System.arraycopy(key, 0, separators, separatorBytes, length);
            separatorBytes += length;
            separatorEnds[count] = separatorBytes;
            offsets[count] = handle.offset();
            sizes[count] = (int) handle.size();
            count++;
        }

        List<BlockHandle> handles() {
            List<BlockHandle> handles = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                handles.add(new BlockHandle(offsets[i], sizes[i]));
            }
            return handles;
        }
    }
}
