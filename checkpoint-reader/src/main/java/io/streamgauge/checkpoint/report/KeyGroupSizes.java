package io.streamgauge.checkpoint.report;

/** Bytes by key group, of 0 to maxParallelism - 1. */
public final class KeyGroupSizes {
    private final long[] bytes;
    private final Basis basis;

    /** What the sizes rest on; of several parts of a state the weakest. */
    public enum Basis {
        /** Exact: the checkpoint tells where each key group starts. */
        OFFSETS,
        /**
         * From the index of table files: a block that spans several groups is shared out evenly among them. What was overwritten or
         * deleted counts too.
         */
        INDEX,
        /**
         * From the first and last key of table files, as the MANIFEST has them: a file is shared out evenly among the groups between, so
         * that skew within files does not show.
         */
        MANIFEST
    }

    public KeyGroupSizes(long[] bytes, Basis basis) {
        this.bytes = bytes.clone();
        this.basis = basis;
    }

    public int count() {
        return bytes.length;
    }

    public long bytes(int keyGroup) {
        return bytes[keyGroup];
    }

    public Basis basis() {
        return basis;
    }
}
