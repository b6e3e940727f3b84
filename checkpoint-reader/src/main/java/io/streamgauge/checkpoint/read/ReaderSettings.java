package io.streamgauge.checkpoint.read;

import java.util.List;

/**
 * How a reader reads.
 *
 * @param extraRoots directories that a checkpoint may name files in, besides those where Flink puts the files of checkpoints: of changelog
 *     files and of claimed savepoints
 * @param indexBytes how many bytes of indexes and timers one pass at depth sizes may read in any case
 * @param indexShare and how many as a share of the bytes of new table files, where that is more
 * @param readaheadBytes how much to read of a file at once; a scan uses that much memory for each file of a subtask
 * @param mostSampledKeys of one state in a report; of more the ones with the smallest hashes are told
 * @param heaviestKeys that a full scan tells
 * @param timeBuckets at most so many of a histogram of times are not empty
 */
public record ReaderSettings(
        List<String> extraRoots,
        long indexBytes,
        double indexShare,
        int readaheadBytes,
        int mostSampledKeys,
        int heaviestKeys,
        int timeBuckets) {

    public ReaderSettings {
        extraRoots = List.copyOf(extraRoots);
        atLeast(indexBytes, 0, "bytes of indexes");
        atLeast(readaheadBytes, 4096, "bytes of readahead");
        atLeast(mostSampledKeys, 1, "sampled keys");
        atLeast(heaviestKeys, 0, "heaviest keys");
        atLeast(timeBuckets, 8, "buckets of time");
        if (!(indexShare >= 0 && indexShare <= 1)) {
            throw new IllegalArgumentException("share of indexes: expected 0 to 1, found " + indexShare);
        }
    }

    /** What suits most. */
    public static ReaderSettings defaults() {
        return new ReaderSettings(List.of(), 512 << 10, 0.0025, 256 << 10, 100_000, 20, 128);
    }

    private static void atLeast(long found, long least, String what) {
        if (found < least) {
            throw new IllegalArgumentException(what + ": expected at least " + least + ", found " + found);
        }
    }
}
