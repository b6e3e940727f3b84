package io.streamgauge.checkpoint.sst;

/** Is shown the entries of a table, in the order of the table, on the thread that scans. */
@FunctionalInterface
public interface EntryVisitor {

    /**
     * Sees one entry. The arrays are the scan's own: read them now, do not keep or change them.
     *
     * @param key has the user key from index 0 on
     * @param keyLength in bytes
     * @param value has the value at {@code valueStart}; without meaning for deletions
     * @param valueLength in bytes
     * @param sequence the number of the write that made the entry: the higher the newer
     */
    void visit(byte[] key, int keyLength, byte[] value, int valueStart, int valueLength, long sequence, EntryType type);
}
