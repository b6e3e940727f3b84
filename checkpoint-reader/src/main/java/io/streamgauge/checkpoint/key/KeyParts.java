package io.streamgauge.checkpoint.key;

/**
 * Where the parts of a composite key lie: key, namespace, user key of maps. One object is filled again for each key, so that a scan makes
 * no garbage. Not thread-safe.
 */
public final class KeyParts {

    int keyStart;
    int keyEnd;
    int namespaceStart;
    int namespaceEnd;
    int userKeyStart;
    int userKeyEnd;

    /** Index of the first byte of the key that the job keys by. */
    public int keyStart() {
        return keyStart;
    }

    public int keyEnd() {
        return keyEnd;
    }

    public int namespaceStart() {
        return namespaceStart;
    }

    public int namespaceEnd() {
        return namespaceEnd;
    }

    /** Equal to {@link #userKeyEnd} for what is no map. */
    public int userKeyStart() {
        return userKeyStart;
    }

    public int userKeyEnd() {
        return userKeyEnd;
    }

    void set(int keyFrom, int keyTo, int namespaceFrom, int namespaceTo, int userKeyFrom, int userKeyTo) {
        keyStart = keyFrom;
        keyEnd = keyTo;
        namespaceStart = namespaceFrom;
        namespaceEnd = namespaceTo;
        userKeyStart = userKeyFrom;
        userKeyEnd = userKeyTo;
    }
}
