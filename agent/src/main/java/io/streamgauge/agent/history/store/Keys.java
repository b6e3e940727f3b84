package io.streamgauge.agent.history.store;

import io.streamgauge.agent.history.codec.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keys of the store: numbers big-endian, so that they sort by time. */
public final class Keys {

    public static final byte BLOCK_HEADER = 'b';
    public static final byte CHUNK = 'c';
    public static final byte EVENT = 'e';
    public static final byte MEMORY = 'm';

    private Keys() {}

    public static byte[] time(long epochMillis) {
        return ByteBuffer.allocate(Long.BYTES).putLong(epochMillis).array();
    }

    public static byte[] group(long blockStartMillis, int group) {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(blockStartMillis)
                .putInt(group)
                .array();
    }

    /** Behind all groups of the block. */
    public static byte[] summary(long blockStartMillis) {
        return group(blockStartMillis, -1);
    }

    public static byte[] series(int id) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(id).array();
    }

    public static byte[] blockHeader(long startMillis) {
        return ByteBuffer.allocate(1 + Long.BYTES)
                .put(BLOCK_HEADER)
                .putLong(startMillis)
                .array();
    }

    public static byte[] event(long epochMillis, int number) {
        return ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES)
                .put(EVENT)
                .putLong(epochMillis)
                .putInt(number)
                .array();
    }

    public static byte[] memory(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + utf8.length).put(MEMORY).put(utf8).array();
    }

    public static byte[] chunk(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + utf8.length).put(CHUNK).put(utf8).array();
    }

    public static byte[] prefix(byte kind) {
        return new byte[] {kind};
    }

    /** The first key behind all with this prefix. */
    public static byte[] prefixEnd(byte kind) {
        return new byte[] {(byte) (kind + 1)};
    }

    /** Of a value in memory or a chunk. */
    public static String memoryName(byte[] key) {
        return new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
    }

    public static int seriesId(byte[] key) {
        if (key.length != Integer.BYTES) {
            throw new CorruptDataException("series key of " + key.length + " bytes");
        }
        return ByteBuffer.wrap(key).getInt();
    }

    public static long timeOf(byte[] key) {
        if (key.length < Long.BYTES) {
            throw new CorruptDataException("time key of " + key.length + " bytes");
        }
        return ByteBuffer.wrap(key).getLong();
    }
}
