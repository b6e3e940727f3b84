package io.streamgauge.checkpoint.key;

/**
 * The composite keys of one keyed state: {@code key group | key | [length] | namespace | [length] | user key}. The lengths are written if
 * both serializers say that theirs are variable; base 256, little-endian, no more bytes than needed.
 *
 * @param prefix of the job's maximum parallelism
 * @param key of the key serializer
 * @param namespace of the namespace serializer
 * @param userKey of the map's key serializer; size 0 for all other kinds of state
 */
public record KeyLayout(KeyGroupPrefix prefix, PartSize key, PartSize namespace, PartSize userKey) {

    private static final int MOST_LENGTH_BYTES = 4;

    /** All kinds of state but maps. */
    public static KeyLayout of(KeyGroupPrefix prefix, PartSize key, PartSize namespace) {
        return new KeyLayout(prefix, key, namespace, PartSize.fixed(0));
    }

    /** Whether some key may be split at all; a single one may still turn out ambiguous. */
    public boolean canSplit() {
        if (key.isUnknown() || namespace.isUnknown()) {
            return key.isFixed() && namespace.isFixed();
        }
        int open = (key.isFixed() ? 0 : 1) + (namespace.isFixed() ? 0 : 1) + (userKey.isFixed() ? 0 : 1);
        return open <= 1 || (writesLengths() && userKey.isFixed());
    }

    private boolean writesLengths() {
        return key.declaredVariable() && namespace.declaredVariable();
    }

    /**
     * Finds the parts of a key.
     *
     * @return false where the bytes do not tell, or do not fit the layout; the parts are then without meaning
     */
    public boolean split(byte[] bytes, int length, KeyParts parts) {
        int start = prefix.bytes();
        if (!canSplit() || length < start) {
            return false;
        }
        return writesLengths() ? splitByLengths(bytes, start, length, parts) : splitBySizes(start, length, parts);
    }

    /** At most one part is of variable size: it takes what the others leave. */
    private boolean splitBySizes(int start, int length, KeyParts parts) {
        int rest = length - start - sizeOrZero(key) - sizeOrZero(namespace) - sizeOrZero(userKey);
        boolean allFixed = key.isFixed() && namespace.isFixed() && userKey.isFixed();
        if (rest < 0 || (allFixed && rest > 0)) {
            return false;
        }
        int keyEnd = start + (key.isFixed() ? key.bytes() : rest);
        int namespaceEnd = keyEnd + (namespace.isFixed() ? namespace.bytes() : rest);
        parts.set(start, keyEnd, keyEnd, namespaceEnd, namespaceEnd, length);
        return true;
    }

    private static int sizeOrZero(PartSize size) {
        return size.isFixed() ? size.bytes() : 0;
    }

    /** Read from the end, where the second length stands; taken only if there is no other way to read it. */
    private boolean splitByLengths(byte[] bytes, int start, int length, KeyParts parts) {
        int end = length - userKey.bytes();
        int found = 0;
        for (int second = 1; second <= MOST_LENGTH_BYTES; second++) {
            int namespaceEnd = end - second;
            long namespaceLength = length(bytes, namespaceEnd, second, start);
            if (namespaceLength < 0 || namespaceLength > namespaceEnd - start) {
                continue;
            }
            int namespaceStart = (int) (namespaceEnd - namespaceLength);
            for (int first = 1; first <= MOST_LENGTH_BYTES; first++) {
                int keyEnd = namespaceStart - first;
                if (keyEnd >= start && length(bytes, keyEnd, first, start) == keyEnd - start) {
                    parts.set(start, keyEnd, namespaceStart, namespaceEnd, end, length);
                    found++;
                }
            }
        }
        return found == 1;
    }

    /** The number in these bytes; -1 if Flink would not write one so. */
    private static long length(byte[] bytes, int at, int count, int start) {
        if (at < start || (count > 1 && bytes[at + count - 1] == 0)) {
            return -1;
        }
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return value;
    }
}
