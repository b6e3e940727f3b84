package io.streamgauge.checkpoint.report;

import java.util.List;

/**
 * What a scan of all data of a state found. Only what lives: overwritten and deleted entries are left out.
 *
 * @param keys distinct keys, with their namespaces
 * @param entries of them; for maps one per user key
 * @param bytesPerKey quantiles of the bytes kept under a key, before compression
 * @param heaviest the keys with the most bytes, the heaviest first
 */
public record FullScan(long keys, long entries, Quantiles bytesPerKey, List<HeavyKey> heaviest) {

    public FullScan {
        heaviest = List.copyOf(heaviest);
    }

    /** Exact where there are up to some millions of keys, else within 1 %. In bytes. */
    public record Quantiles(long min, long p50, long p90, long p99, long max) {}

    /**
     * A key by its salted hash.
     *
     * @param entries as in {@link KeySample.Columns#userEntries}
     */
    public record HeavyKey(long hash, long bytes, long entries, int keyGroup) {}
}
