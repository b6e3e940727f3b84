package io.streamgauge.checkpoint.sst;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** User keys from one, inclusive, to another, exclusive, as bytes compare unsigned. Immutable. */
public final class KeyRange {

    private static final KeyRange ALL = new KeyRange(new byte[0], null);

    private final byte[] from;
    private final byte @Nullable [] to;

    private KeyRange(byte[] from, byte @Nullable [] to) {
        this.from = from;
        this.to = to;
    }

    public static KeyRange all() {
        return ALL;
    }

    /**
     * Keys from one to before another.
     *
     * @param to null: to the end
     */
    public static KeyRange of(byte[] from, byte @Nullable [] to) {
        return new KeyRange(from.clone(), to == null ? null : to.clone());
    }

    boolean isAll() {
        return from.length == 0 && to == null;
    }

    /** Whether the key comes before the range. */
    boolean startsAfter(byte[] keys, int start, int end) {
        return from.length > 0 && Arrays.compareUnsigned(keys, start, end, from, 0, from.length) < 0;
    }

    /** Whether the key comes behind the range. */
    boolean endsBefore(byte[] keys, int start, int end) {
        return to != null && Arrays.compareUnsigned(keys, start, end, to, 0, to.length) >= 0;
    }

    byte[] from() {
        return from;
    }

    byte @Nullable [] to() {
        return to;
    }

    /** What is in both; empty where nothing is. */
    KeyRange within(KeyRange other) {
        byte[] later = Arrays.compareUnsigned(from, other.from) < 0 ? other.from : from;
        if (to == null || (other.to != null && Arrays.compareUnsigned(other.to, to) < 0)) {
            return new KeyRange(later, other.to);
        }
        return new KeyRange(later, to);
    }
}
