package io.streamgauge.agent.history.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Reads what {@link ByteSink} wrote. Whatever the bytes are, it ends in a value or a {@link CorruptDataException}. */
public final class ByteSource {

    private final byte[] bytes;
    private final int end;
    private int at;

    private ByteSource(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    public static ByteSource of(byte[] bytes) {
        return new ByteSource(bytes, bytes.length);
    }

    /** Checks the CRC-32C at the end first. */
    public static ByteSource checked(byte[] bytes) {
        int end = bytes.length - Integer.BYTES;
        if (end < 0) {
            throw new CorruptDataException("found " + bytes.length + " bytes, expected at least a checksum");
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, end);
        int stored = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).getInt(end);
        if (stored != (int) crc.getValue()) {
            throw new CorruptDataException("checksum of " + end + " bytes does not match");
        }
        return new ByteSource(bytes, end);
    }

    public boolean hasMore() {
        return at < end;
    }

    public int takeByte() {
        need(1);
        return bytes[at++] & 0xFF;
    }

    public long takeVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = takeByte();
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new CorruptDataException("number longer than ten bytes");
    }

    /** A varint that must lie in 0..max. */
    public int takeCount(int max, String what) {
        long count = takeVarint();
        if (count < 0 || count > max) {
            throw new CorruptDataException(what + ": found " + count + ", expected 0.." + max);
        }
        return (int) count;
    }

    public long takeZigzag() {
        long value = takeVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    public long takeLong() {
        need(Long.BYTES);
        long value = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).getLong(at);
        at += Long.BYTES;
        return value;
    }

    public int takeInt() {
        need(Integer.BYTES);
        int value = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).getInt(at);
        at += Integer.BYTES;
        return value;
    }

    public double takeNumber() {
        long tag = takeVarint();
        if (tag == 0) {
            return Double.longBitsToDouble(takeLong());
        }
        long zigzag = tag - 1;
        return (double) ((zigzag >>> 1) ^ -(zigzag & 1));
    }

    public String takeText() {
        int length = takeCount(end - at, "text length");
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    private void need(int count) {
        if (end - at < count) {
            throw new CorruptDataException("cut off after " + end + " bytes");
        }
    }
}
