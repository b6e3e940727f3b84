package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.report.KeySample.Columns;
import java.util.Arrays;

/** The columns of sampled keys: of all, or of the smallest hashes where there are too many. Not thread-safe. */
final class SampledKeys {
    private final int most;
    private final boolean withLastAccess;
    private final boolean withWindowEnd;
    /** Hash, value hash, bytes, user entries, last access, window end of each key. */
    private long[][] columns = new long[6][64];

    private int count;
    /** Unsigned; no larger hash is taken. */
    private long largestHash = -1L;

    SampledKeys(int most, boolean withLastAccess, boolean withWindowEnd) {
        this.most = most;
        this.withLastAccess = withLastAccess;
        this.withWindowEnd = withWindowEnd;
    }

    void add(LiveKey key) {
        if (Long.compareUnsigned(key.hash(), largestHash) > 0) {
            return;
        }
        if (count == columns[0].length) {
            int size = 2 * count;
            for (int i = 0; i < columns.length; i++) {
                columns[i] = Arrays.copyOf(columns[i], size);
            }
        }
        columns[0][count] = key.hash();
        columns[1][count] = key.valueHash;
        columns[2][count] = key.bytes;
        columns[3][count] = key.elements;
        columns[4][count] = key.lastAccessMillis;
        columns[5][count] = key.windowEndMillis;
        count++;
        // Cut back seldom, so that each key costs little.
        if (count > most + most / 2 + 16) {
            cutBack();
        }
    }

    private void cutBack() {
        if (count <= most) {
            return;
        }
        long[] ordered = new long[count];
        for (int i = 0; i < count; i++) {
            ordered[i] = columns[0][i] ^ Long.MIN_VALUE;
        }
        Arrays.sort(ordered);
        largestHash = ordered[most - 1] ^ Long.MIN_VALUE;
        int kept = 0;
        for (int i = 0; i < count && kept < most; i++) {
            if (Long.compareUnsigned(columns[0][i], largestHash) <= 0) {
                for (long[] column : columns) {
                    column[kept] = column[i];
                }
                kept++;
            }
        }
        count = kept;
    }

    Columns columns() {
        cutBack();
        return new Columns(
                Arrays.copyOf(columns[0], count),
                Arrays.copyOf(columns[1], count),
                ints(columns[2]),
                ints(columns[3]),
                withLastAccess ? Arrays.copyOf(columns[4], count) : null,
                withWindowEnd ? Arrays.copyOf(columns[5], count) : null);
    }

    private int[] ints(long[] column) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = (int) Math.min(Integer.MAX_VALUE, column[i]);
        }
        return values;
    }
}
