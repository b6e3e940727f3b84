package io.streamgauge.checkpoint.key;

/**
 * What is known of the size of a part of a key, from its serializer.
 *
 * @param bytes the size of every such part, or {@link #VARIABLE}, {@link #UNKNOWN}
 * @param declaredVariable whether the serializer's {@code getLength()} is negative: only then Flink writes lengths. A part may be of a fixed
 *     size and yet say otherwise: {@code VoidNamespaceSerializer} and {@code TimeWindow.Serializer} say 0
 */
public record PartSize(int bytes, boolean declaredVariable) {

    private static final int VARIABLE = -1;
    private static final int UNKNOWN = -2;

    /** One byte 0: {@code VoidNamespace} and {@code GlobalWindow}. */
    public static PartSize oneByteNamespace() {
        return new PartSize(1, false);
    }

    /** Start and end: {@code TimeWindow}. */
    public static PartSize timeWindow() {
        return new PartSize(2 * BigEndian.LONG_BYTES, false);
    }

    /** A serializer of fixed length. */
    public static PartSize fixed(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("size of a key part: expected 0 or more bytes, found " + bytes);
        }
        return new PartSize(bytes, false);
    }

    /** A serializer of variable length, such as that of strings. */
    public static PartSize variable() {
        return new PartSize(VARIABLE, true);
    }

    /** A serializer that is not known. */
    public static PartSize unknown() {
        return new PartSize(UNKNOWN, false);
    }

    boolean isFixed() {
        return bytes >= 0;
    }

    boolean isUnknown() {
        return bytes == UNKNOWN;
    }
}
