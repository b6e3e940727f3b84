package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.key.KeyParts;
import io.streamgauge.checkpoint.report.NamespaceKind;

/** Finds in the keys of one state where the key of the job starts, the namespace, and the user key of maps. Not thread-safe. */
final class KeySplit {
    private static final int TIME_BYTES = 8;

    private final StateLayout layout;
    private final int prefixBytes;
    private final KeyParts parts = new KeyParts();
    private int subjectStart;
    private int subjectEnd;
    private int namespaceStart;

    KeySplit(StateLayout layout) {
        this.layout = layout;
        this.prefixBytes = layout.keys().prefix().bytes();
    }

    /** False where the bytes do not tell which key it is. */
    boolean split(byte[] bytes, int length) {
        subjectStart = prefixBytes + (layout.timers() ? TIME_BYTES : 0);
        subjectEnd = length;
        if (length < subjectStart) {
            return false;
        }
        if (layout.isMap() && !splitMap(bytes, length)) {
            return false;
        }
        int size = namespaceBytes();
        namespaceStart = size < 0 || subjectEnd - size < subjectStart ? -1 : subjectEnd - size;
        return true;
    }

    private boolean splitMap(byte[] bytes, int length) {
        if (layout.keys().split(bytes, length, parts)) {
            subjectEnd = parts.userKeyStart();
            return true;
        }
        int size = namespaceBytes();
        int keyEnd = layout.stringKey() && size >= 0 ? stringEnd(bytes, prefixBytes, length) : -1;
        if (keyEnd < 0 || keyEnd + size > length) {
            return false;
        }
        subjectEnd = keyEnd + size;
        return true;
    }

    /** -1 where it varies or is not known. */
    private int namespaceBytes() {
        return switch (layout.namespace()) {
            case VOID, GLOBAL_WINDOW -> 1;
            case TIME_WINDOW -> 16;
            default -> -1;
        };
    }

    /** The first byte of key and namespace, which together tell one thing kept from another. */
    int subjectStart() {
        return subjectStart;
    }

    /** Behind key and namespace. */
    int subjectEnd() {
        return subjectEnd;
    }

    /** Behind the key alone; behind the namespace where that is not told apart. */
    int keyEnd() {
        return namespaceStart < 0 ? subjectEnd : namespaceStart;
    }

    boolean hasTimeWindow() {
        return layout.namespace() == NamespaceKind.TIME_WINDOW && namespaceStart >= 0;
    }

    /** Behind a text as Flink's StringValue.writeString writes it: one more than its length, then characters, all as varints; else -1. */
    static int stringEnd(byte[] bytes, int start, int limit) {
        int at = start;
        long left = -1;
        while (left != 0) {
            long value = 0;
            int shift = 0;
            byte next;
            do {
                if (at == limit || shift > 28) {
                    return -1;
                }
                next = bytes[at++];
                value |= (next & 0x7fL) << shift;
                shift += 7;
            } while (next < 0);
            if (left >= 0) {
                left--;
            } else {
                left = value == 0 ? 0 : value - 1;
            }
        }
        return at;
    }
}
