package io.streamgauge.agent.cohort;

import io.streamgauge.checkpoint.report.KeySample;
import java.util.Arrays;

/**
 * The sampled keys that live, by rising unsigned hash: 24 bytes each. Times are ticks of 100 ms since the job was first
 * observed. Immutable but for whoever builds it.
 */
final class KeyTable {

    static final KeyTable EMPTY = new KeyTable(0);

    final long[] hashes;
    /** Ticks; of keys that were there at the first look, the time of that look, as {@code -1 - ticks}. */
    final int[] firstSeen;

    final int[] lastChanged;
    final int[] bytes;
    /** Folded to 32 bits: a change is missed once in four billion times. */
    final int[] valueHashes;

    KeyTable(int size) {
        this(new long[size], new int[size], new int[size], new int[size], new int[size]);
    }

    KeyTable(long[] hashes, int[] firstSeen, int[] lastChanged, int[] bytes, int[] valueHashes) {
        this.hashes = hashes;
        this.firstSeen = firstSeen;
        this.lastChanged = lastChanged;
        this.bytes = bytes;
        this.valueHashes = valueHashes;
    }

    int size() {
        return hashes.length;
    }

    /** Whether it is known when this key was born, to within a checkpoint. */
    boolean isBorn(int key) {
        return firstSeen[key] >= 0;
    }

    /** When it was first seen. */
    int since(int key) {
        return firstSeen[key] >= 0 ? firstSeen[key] : -1 - firstSeen[key];
    }

    /** The keys of a sample whose hashes are no larger than a limit, all of them new at this tick. */
    static KeyTable of(KeySample.Columns keys, long largestHash, int tick, boolean born) {
        long[] all = new long[keys.count()];
        int kept = 0;
        for (int i = 0; i < all.length; i++) {
            all[i] = keys.hash(i);
            kept += Long.compareUnsigned(all[i], largestHash) <= 0 ? 1 : 0;
        }
        int[] order = HashOrder.of(all);
        KeyTable table = new KeyTable(kept);
        for (int i = 0; i < kept; i++) {
            int at = order[i];
            table.hashes[i] = all[at];
            table.firstSeen[i] = born ? tick : -1 - tick;
            table.lastChanged[i] = tick;
            table.bytes[i] = keys.bytes(at);
            table.valueHashes[i] = fold(keys.valueHash(at));
        }
        return table;
    }

    private static int fold(long hash) {
        return (int) (hash ^ hash >>> 32);
    }

    /** Those with hashes up to a limit. */
    KeyTable upTo(long largestHash) {
        int kept = size();
        while (kept > 0 && Long.compareUnsigned(hashes[kept - 1], largestHash) > 0) {
            kept--;
        }
        if (kept == size()) {
            return this;
        }
        return new KeyTable(
                Arrays.copyOf(hashes, kept),
                Arrays.copyOf(firstSeen, kept),
                Arrays.copyOf(lastChanged, kept),
                Arrays.copyOf(bytes, kept),
                Arrays.copyOf(valueHashes, kept));
    }

    /** Sorts by unsigned hash, without boxing: a radix sort of 11 bits at a time, since hashes are spread evenly. */
    private static final class HashOrder {

        private static final int BITS = 11;
        private static final int BUCKETS = 1 << BITS;

        private HashOrder() {}

        /** Indices of the hashes, the smallest unsigned one first; of equal ones the earlier. */
        static int[] of(long[] hashes) {
            int n = hashes.length;
            int[] from = new int[n];
            for (int i = 0; i < n; i++) {
                from[i] = i;
            }
            int[] to = new int[n];
            int[] ends = new int[BUCKETS];
            for (int shift = 0; shift < Long.SIZE; shift += BITS) {
                Arrays.fill(ends, 0);
                for (long hash : hashes) {
                    ends[bucket(hash, shift)]++;
                }
                int end = 0;
                for (int i = 0; i < BUCKETS; i++) {
                    int start = end;
                    end += ends[i];
                    ends[i] = start;
                }
                for (int i = 0; i < n; i++) {
                    to[ends[bucket(hashes[from[i]], shift)]++] = from[i];
                }
                int[] swap = from;
                from = to;
                to = swap;
            }
            return from;
        }

        private static int bucket(long hash, int shift) {
            return (int) (hash >>> shift) & BUCKETS - 1;
        }
    }
}
