package io.streamgauge.checkpoint.draft;

/**
 * Where a file lies, or a part of one: that it lies there with the same size makes it the same one, since Flink never changes a file.
 *
 * @param offset -1 for bytes inside {@code _metadata}, which are known by their name
 */
public record FilePlace(String path, long offset, long sizeBytes) {
    private static final long OBJECT_BYTES = 100;

    /** What it takes of memory, about, in bytes. */
    public long heapBytes() {
        return OBJECT_BYTES + path.length();
    }
}
