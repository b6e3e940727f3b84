package io.streamgauge.agent.history.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Growing bytes of one stored value. Reused from value to value; not thread-safe. */
public final class ByteSink {

    private static final double MAX_WHOLE = 1L << 53;

    private byte[] bytes = new byte[1024];
    private int size;

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    public void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /** Unsigned, seven bits a byte, lowest first; a negative number takes ten bytes. */
    public void putVarint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Signed; near zero is short. */
    public void putZigzag(long value) {
        putVarint((value << 1) ^ (value >> 63));
    }

    /** Eight bytes, big-endian, so that keys sort by number. */
    public void putLong(long value) {
        reserve(Long.BYTES);
        ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).putLong(size, value);
        size += Long.BYTES;
    }

    public void putInt(int value) {
        reserve(Integer.BYTES);
        ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).putInt(size, value);
        size += Integer.BYTES;
    }

    /** A double without loss: whole numbers of up to 53 bits are short, all others take nine bytes. */
    public void putNumber(double value) {
        long whole = (long) value;
        if (Math.abs(value) <= MAX_WHOLE
                && Double.doubleToRawLongBits((double) whole) == Double.doubleToRawLongBits(value)) {
            putVarint(((whole << 1) ^ (whole >> 63)) + 1);
        } else {
            putByte(0);
            putLong(Double.doubleToRawLongBits(value));
        }
    }

    public void putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        putVarint(utf8.length);
        putBytes(utf8);
    }

    public void putBytes(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** The bytes and a CRC-32C over them, as {@link ByteSource#checked} wants it. */
    public byte[] toCheckedBytes() {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, size);
        putInt((int) crc.getValue());
        return toBytes();
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
