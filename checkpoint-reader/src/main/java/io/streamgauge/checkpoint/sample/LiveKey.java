package io.streamgauge.checkpoint.sample;

/** One live key, with its namespace, and what is kept under it. The same object is filled again for the next one. */
final class LiveKey {
    /** Where there is no time. */
    static final long NO_TIME = Long.MIN_VALUE;

    int keyGroup;
    /** Salted; of key and namespace. */
    long hash;
    /** Salted; of the key alone. */
    long clusterHash;
    /** Salted; of all that is kept under the key. */
    long valueHash;
    /** Of keys and values, before compression. */
    long bytes;
    long entries;
    /** Of a map user keys, of a list elements, of timers timers; else 1. */
    long elements;
    long lastAccessMillis;
    long windowEndMillis;

    void begin(int group, long keyHash, long cluster) {
        keyGroup = group;
        hash = keyHash;
        clusterHash = cluster;
        valueHash = 0;
        bytes = 0;
        entries = 0;
        elements = 0;
        lastAccessMillis = NO_TIME;
        windowEndMillis = NO_TIME;
    }

    /** Consumes live keys. */
    @FunctionalInterface
    interface Sink {
        /** Sees one key; the next one overwrites it. */
        void key(LiveKey key);
    }
}
