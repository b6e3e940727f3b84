package io.streamgauge.checkpoint.stream;

import java.io.IOException;

/** Is shown each entry of a full snapshot, where it lies in a buffer that the next entry overwrites. */
public interface EntryVisitor {

    /**
     * One entry, in the layout of RocksDB's keys and values, whatever backend wrote it.
     *
     * @param stateId the place of its state among the declarations
     * @param buffer with key and value; not to be kept or changed
     */
    void entry(int keyGroup, int stateId, byte[] buffer, int keyOffset, int keyLength, int valueOffset, int valueLength)
            throws IOException;
}
