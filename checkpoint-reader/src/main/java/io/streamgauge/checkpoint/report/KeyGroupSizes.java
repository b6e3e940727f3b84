package io.streamgauge.checkpoint.report;

/**
 * A state's bytes by key group, of 0 to maxParallelism - 1, and its entries where they were counted.
 *
 * <p>Exact from full snapshots. From table files it is of the resolution of their blocks: a block that spans several groups is
 * shared out evenly among them, and what was overwritten or deleted counts too.
 */
public final class KeyGroupSizes {
    private final long[] bytes;
    private final boolean exact;

    public KeyGroupSizes(long[] bytes, boolean exact) {
        this.bytes = bytes.clone();
        this.exact = exact;
    }

    public int count() {
        return bytes.length;
    }

    public long bytes(int keyGroup) {
        return bytes[keyGroup];
    }

    public boolean isExact() {
        return exact;
    }
}
