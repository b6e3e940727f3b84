package io.streamgauge.checkpoint.sst;

import java.util.Arrays;

/**
 * A key that a reader of the database would find, with what its value is made of: one part, or more where operands are to be joined. The
 * arrays belong to the scan: read them now, do not keep or change them. Not thread-safe.
 */
public final class LiveEntry {

    private byte[] key = new byte[64];
    private int keyLength;
    private byte[] parts = new byte[256];
    private int partBytes;
    private int[] partEnds = new int[8];
    private int count;
    private boolean hasBase;

    LiveEntry() {}

    void begin(byte[] from, int length) {
        if (key.length < length) {
            key = new byte[2 * length];
        }
        System.arraycopy(from, 0, key, 0, length);
        keyLength = length;
        partBytes = 0;
        count = 0;
        hasBase = false;
    }

    boolean isOf(byte[] other, int length) {
        return Arrays.equals(key, 0, keyLength, other, 0, length);
    }

    /** Takes in what is older than all so far. */
    void addOlder(byte[] from, int start, int length, boolean base) {
        if (parts.length - partBytes < length) {
            parts = Arrays.copyOf(parts, Math.max(Math.addExact(partBytes, length), 2 * parts.length));
        }
        if (partEnds.length == count) {
            partEnds = Arrays.copyOf(partEnds, 2 * count);
        }
        System.arraycopy(from, start, parts, partBytes, length);
        partBytes += length;
        partEnds[count++] = partBytes;
        hasBase = base;
    }

    boolean isLive() {
        return count > 0;
    }

    /** The user key from index 0 on. */
    public byte[] key() {
        return key;
    }

    /** In bytes. */
    public int keyLength() {
        return keyLength;
    }

    /** How many stored values make up this one. */
    public int parts() {
        return count;
    }

    /** How many of the parts were appended: all but a first one that was put. */
    public int operands() {
        return hasBase ? count - 1 : count;
    }

    /** The array that all parts are in. */
    public byte[] bytes() {
        return parts;
    }

    /** Index of the part's first byte; part 0 is the oldest. */
    public int partStart(int part) {
        int stored = count - 1 - part;
        return stored == 0 ? 0 : partEnds[stored - 1];
    }

    /** Of the part, in bytes. */
    public int partLength(int part) {
        return partEnds[count - 1 - part] - partStart(part);
    }

    /** All parts, in bytes, without what joins them. */
    public int valueBytes() {
        return partBytes;
    }
}
