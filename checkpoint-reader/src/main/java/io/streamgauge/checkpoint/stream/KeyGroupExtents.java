package io.streamgauge.checkpoint.stream;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.util.function.IntToLongFunction;

/** Which stretch of a stream each key group has: from its offset in the handle to the next one. */
public final class KeyGroupExtents {
    private final int first;
    private final long[] starts;
    private final long[] sizes;
    private final long declarationsEnd;

    /**
     * From the offsets of a handle.
     *
     * @param first key group of the handle
     * @param count of key groups
     * @param offsets of each, by its place in the handle; 0 for one that has nothing in the stream
     * @throws CheckpointFormatException if they do not ascend, or lie outside of the stream
     */
    public KeyGroupExtents(ByteSource stream, int first, int count, IntToLongFunction offsets)
            throws CheckpointFormatException {
        this.first = first;
        this.starts = new long[count];
        this.sizes = new long[count];
        long end = stream.size();
        for (int i = count - 1; i >= 0; i--) {
            long start = offsets.applyAsLong(i);
            if (start < 0 || start > end) {
                throw new CheckpointFormatException(
                        stream.name(),
                        start,
                        "found the offset of key group " + (first + i) + ", expected 0 to " + end);
            }
            starts[i] = start;
            if (start > 0) {
                sizes[i] = end - start;
                end = start;
            }
        }
        this.declarationsEnd = end;
    }

    /** Where the declarations end that come before the first key group; the size of the stream if there is none. */
    public long declarationsEnd() {
        return declarationsEnd;
    }

    public int first() {
        return first;
    }

    public int count() {
        return starts.length;
    }

    /** Bytes of a key group, as they are in the stream; 0 for one that has nothing there. */
    public long bytes(int keyGroup) {
        return sizes[keyGroup - first];
    }

    /** Of the first byte of a key group. */
    public long start(int keyGroup) {
        return starts[keyGroup - first];
    }
}
