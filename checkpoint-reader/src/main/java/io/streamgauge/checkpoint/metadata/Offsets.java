package io.streamgauge.checkpoint.metadata;

import java.util.Arrays;

/** Places in a stream, in bytes from its start. Immutable; without the boxes that a list would need. */
public final class Offsets {
    /** No place at all. */
    public static final Offsets NONE = new Offsets(new long[0]);

    private final long[] values;

    /** @param values become this object's own */
    Offsets(long[] values) {
        this.values = values;
    }

    public int count() {
        return values.length;
    }

    public long get(int index) {
        return values[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Offsets offsets && Arrays.equals(values, offsets.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length + " offsets";
    }
}
