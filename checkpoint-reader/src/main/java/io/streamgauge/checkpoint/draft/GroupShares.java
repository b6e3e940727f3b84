package io.streamgauge.checkpoint.draft;

import io.streamgauge.checkpoint.report.KeyGroupSizes;
import io.streamgauge.checkpoint.report.KeyGroupSizes.Basis;
import org.jspecify.annotations.Nullable;

/** Bytes by key group, while they are collected. */
public final class GroupShares {
    private final int maxParallelism;
    /** Empty until there is something: many a state has no files. */
    private double[] bytes = new double[0];

    private @Nullable Basis basis;

    public GroupShares(int maxParallelism) {
        this.maxParallelism = maxParallelism;
    }

    public void add(int keyGroup, double count, Basis of) {
        if (bytes.length == 0) {
            bytes = new double[maxParallelism];
        }
        if (keyGroup >= 0 && keyGroup < bytes.length) {
            bytes[keyGroup] += count;
        }
        if (basis == null || of.compareTo(basis) > 0) {
            basis = of;
        }
    }

    /** Evenly. */
    public void spread(int firstGroup, int endGroup, double count, Basis of) {
        for (int group = firstGroup; group < endGroup; group++) {
            add(group, count / (endGroup - firstGroup), of);
        }
    }

    /** Null where there was nothing. Whole bytes, of the same sum. */
    public @Nullable KeyGroupSizes sizes() {
        if (basis == null) {
            return null;
        }
        long[] whole = new long[bytes.length];
        double sum = 0;
        long before = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += bytes[i];
            long upTo = Math.round(sum);
            whole[i] = upTo - before;
            before = upTo;
        }
        return new KeyGroupSizes(whole, basis);
    }
}
