package io.streamgauge.checkpoint.key;

/**
 * The key group that every key begins with, big-endian: one byte up to a maximum parallelism of 128, else two.
 *
 * @param bytes 1 or 2
 */
public record KeyGroupPrefix(int bytes) {

    /** Flink's upper bound of the maximum parallelism. */
    private static final int MOST = 1 << 15;

    public KeyGroupPrefix {
        if (bytes != 1 && bytes != 2) {
            throw new IllegalArgumentException("key group prefix: expected 1 or 2 bytes, found " + bytes);
        }
    }

    /** As Flink chooses it. */
    public static KeyGroupPrefix forMaxParallelism(int maxParallelism) {
        if (maxParallelism < 1 || maxParallelism > MOST) {
            throw new IllegalArgumentException(
                    "maximum parallelism: expected 1 to " + MOST + ", found " + maxParallelism);
        }
        return new KeyGroupPrefix(maxParallelism <= 128 ? 1 : 2);
    }

    /** The key group of a key; -1 if the key is shorter than the prefix. */
    public int keyGroup(byte[] key, int keyLength) {
        if (keyLength < bytes) {
            return -1;
        }
        return bytes == 1 ? key[0] & 0xff : ((key[0] & 0xff) << 8) | (key[1] & 0xff);
    }

    /** The first key that a key group may have; of the group behind the last one, what all keys come before. */
    public byte[] start(int keyGroup) {
        if (bytes == 1 && keyGroup > 0xff) {
            throw new IllegalArgumentException("key group: expected at most 255 in one byte, found " + keyGroup);
        }
        return bytes == 1 ? new byte[] {(byte) keyGroup} : new byte[] {(byte) (keyGroup >> 8), (byte) keyGroup};
    }
}
