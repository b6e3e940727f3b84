package io.streamgauge.checkpoint.key;

/** The namespace of window state: {@code TimeWindow} as start and end, in milliseconds of the epoch by the job's clock. */
public final class WindowNamespace {

    private WindowNamespace() {}

    /** Whether the part is as long as a {@code TimeWindow}. */
    public static boolean isTimeWindow(KeyParts parts) {
        return parts.namespaceEnd() - parts.namespaceStart() == 2 * BigEndian.LONG_BYTES;
    }

    /** Inclusive, in milliseconds. */
    public static long startMillis(byte[] key, KeyParts parts) {
        return BigEndian.read(key, parts.namespaceStart());
    }

    /** Exclusive, in milliseconds. */
    public static long endMillis(byte[] key, KeyParts parts) {
        return BigEndian.read(key, parts.namespaceStart() + BigEndian.LONG_BYTES);
    }
}
