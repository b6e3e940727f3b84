package io.streamgauge.checkpoint.sample;

import java.util.Arrays;

/** The timers of one key group by key and namespace, which are told apart by their hashes; without an object for each. Not thread-safe. */
final class TimerSubjects {
    private static final int LEAST = 64;

    private long[] hashes = new long[LEAST];
    private long[] clusters = new long[LEAST];
    /** 0 where there is none. */
    private long[] counts = new long[LEAST];

    private long[] bytes = new long[LEAST];
    private long[] timeHashes = new long[LEAST];
    private int size;

    /** The place of a key and namespace, which is new or has been met before. */
    int slot(long hash, long cluster) {
        if (2 * (size + 1) > hashes.length) {
            grow();
        }
        int slot = find(hash);
        if (counts[slot] == 0) {
            hashes[slot] = hash;
            clusters[slot] = cluster;
            size++;
        }
        return slot;
    }

    void add(int slot, long keyBytes, long timeHash) {
        counts[slot]++;
        bytes[slot] += keyBytes;
        // A sum: the order of timers does not matter.
        timeHashes[slot] += timeHash;
    }

    /** Shows all, and forgets them. */
    void drain(int keyGroup, LiveKey key, LiveKey.Sink sink) {
        if (size == 0) {
            return;
        }
        for (int slot = 0; slot < hashes.length; slot++) {
            if (counts[slot] != 0) {
                key.begin(keyGroup, hashes[slot]);
                key.clusterHash = clusters[slot];
                key.entries = counts[slot];
                key.elements = counts[slot];
                key.bytes = bytes[slot];
                key.valueHash = timeHashes[slot];
                sink.key(key);
            }
        }
        Arrays.fill(counts, 0);
        Arrays.fill(bytes, 0);
        Arrays.fill(timeHashes, 0);
        size = 0;
    }

    private int find(long hash) {
        int mask = hashes.length - 1;
        // Salted hashes are spread as they are.
        int slot = (int) hash & mask;
        while (counts[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[][] old = {hashes, clusters, counts, bytes, timeHashes};
        int length = 2 * hashes.length;
        hashes = new long[length];
        clusters = new long[length];
        counts = new long[length];
        bytes = new long[length];
        timeHashes = new long[length];
        for (int i = 0; i < old[0].length; i++) {
            if (old[2][i] != 0) {
                int slot = find(old[0][i]);
                hashes[slot] = old[0][i];
                clusters[slot] = old[1][i];
                counts[slot] = old[2][i];
                bytes[slot] = old[3][i];
                timeHashes[slot] = old[4][i];
            }
        }
    }
}
