package io.streamgauge.agent.cohort;

/** Sorts by unsigned hash, without boxing: a radix sort of 11 bits at a time, since hashes are spread evenly. */
final class HashOrder {

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
            java.util.Arrays.fill(ends, 0);
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
