package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.key.SaltedHash;
import java.util.Arrays;

/** One live key, with its namespace, and what is kept under it. The same object is filled again for the next one. */
final class LiveKey {
    /** Where there is no time. */
    static final long NO_TIME = Long.MIN_VALUE;

    private final SaltedHash salted;
    private byte[] subject = new byte[64];
    private int subjectLength;
    private long hash;
    private boolean hashed;

    int keyGroup;
    /** Salted; of the key alone. Told of sampled keys only. */
    long clusterHash;
    /** Salted; of all that is kept under the key. Told of sampled keys only. */
    long valueHash;
    /** Of keys and values, before compression. */
    long bytes;

    long entries;
    /** Of a map user keys, of a list elements, of timers timers; else 1. */
    long elements;

    long lastAccessMillis;
    long windowEndMillis;

    LiveKey(SaltedHash salted) {
        this.salted = salted;
    }

    /** Consumes live keys. */
    @FunctionalInterface
    interface Sink {
        /** Sees one key; the next one overwrites it. */
        void key(LiveKey key);
    }

    /** Key and namespace are copied. */
    void begin(int group, byte[] key, int start, int length) {
        if (subject.length < length) {
            subject = new byte[2 * length];
        }
        System.arraycopy(key, start, subject, 0, length);
        subjectLength = length;
        hashed = false;
        clear(group);
    }

    void begin(int group, long keyHash) {
        hash = keyHash;
        hashed = true;
        clear(group);
    }

    private void clear(int group) {
        keyGroup = group;
        clusterHash = 0;
        valueHash = 0;
        bytes = 0;
        entries = 0;
        elements = 0;
        lastAccessMillis = NO_TIME;
        windowEndMillis = NO_TIME;
    }

    boolean isOf(byte[] key, int start, int length) {
        return subjectLength == length && Arrays.equals(subject, 0, length, key, start, start + length);
    }

    /** Salted; of key and namespace. Few are asked for it, so it is made when it is. */
    long hash() {
        if (!hashed) {
            hash = salted.hash(subject, 0, subjectLength);
            hashed = true;
        }
        return hash;
    }
}
