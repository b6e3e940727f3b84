package io.streamgauge.checkpoint.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scan of all data of a state found. Only what lives: overwritten and deleted entries are left out.
 *
 * @param keys distinct keys, with their namespaces; null where the layout of keys is not known
 * @param entries of them; for maps one per user key
 * @param bytesPerKey quantiles of the bytes kept under a key, before compression; null where there are no keys, or they are not known
 * @param heaviest the keys with the most bytes, the heaviest first
 */
public record FullScan(@Nullable Long keys, long entries, @Nullable Quantiles bytesPerKey, List<HeavyKey> heaviest) {

    public FullScan {
        heaviest = List.copyOf(heaviest);
    }

    /** In bytes: exact below 256, above to 1 %, smallest and largest exact. */
    public record Quantiles(long min, long p50, long p90, long p99, long max) {}

    /**
     * A key by its salted hash.
     *
     * @param entries as in {@link KeySample.Columns#userEntries}
     */
    public record HeavyKey(long hash, long bytes, long entries, int keyGroup) {}
}
