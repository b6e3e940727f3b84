package io.streamgauge.checkpoint.sst.block;

import io.streamgauge.checkpoint.CheckpointFormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads RocksDB's little-endian and varint numbers one after the other, never past its limit. Not thread-safe. */
public final class BlockInput {

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final String file;
    private final byte[] bytes;
    private final int start;
    private final int limit;
    private final long fileOffset;
    private int position;

    /**
     * Begins at {@code start}.
     *
     * @param fileOffset of the first byte, for messages; that of the block where the bytes are decompressed ones
     */
    public BlockInput(String file, long fileOffset, byte[] bytes, int start, int length) {
        this.file = file;
        this.fileOffset = fileOffset;
        this.bytes = bytes;
        this.start = start;
        this.limit = start + length;
        this.position = start;
    }

    public int remaining() {
        return limit - position;
    }

    /** Index in the array of the next byte. */
    public int position() {
        return position;
    }

    public int fixed32() throws CheckpointFormatException {
        require(4, "a number");
        position += 4;
        return (int) INT.get(bytes, position - 4);
    }

    public long fixed64() throws CheckpointFormatException {
        require(8, "a number");
        position += 8;
        return (long) LONG.get(bytes, position - 8);
    }

    public long varint64() throws CheckpointFormatException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position == limit) {
                throw wrong("the end inside a number of variable length", "more bytes");
            }
            byte next = bytes[position++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw wrong("a number of variable length that does not end", "at most ten bytes");
    }

    /** RocksDB's varint of a signed number: zig-zag. */
    public long signedVarint64() throws CheckpointFormatException {
        long value = varint64();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A count of bytes that must still be there. */
    public int length(String what) throws CheckpointFormatException {
        long length = varint64();
        if (length < 0 || length > remaining()) {
            throw wrong(what + " of " + Long.toUnsignedString(length) + " bytes", "at most " + remaining());
        }
        return (int) length;
    }

    public void skip(int count, String what) throws CheckpointFormatException {
        require(count, what);
        position += count;
    }

    private void require(int count, String what) throws CheckpointFormatException {
        if (remaining() < count) {
            throw wrong(remaining() + " bytes left", count + " of " + what);
        }
    }

    private CheckpointFormatException wrong(String found, String expected) {
        return new CheckpointFormatException(
                file, fileOffset + (position - start), "found " + found + ", expected " + expected);
    }
}
