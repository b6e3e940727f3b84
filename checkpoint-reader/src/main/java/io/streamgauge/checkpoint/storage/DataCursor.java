package io.streamgauge.checkpoint.storage;

import io.streamgauge.checkpoint.CheckpointFormatException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link java.io.DataOutput} wrote, from first byte to last, through a window: big-endian numbers and modified UTF-8. Never
 * allocates more than what is still to come can fill. Each problem names the file, the byte and what was to be there. One thread.
 */
public final class DataCursor {
    private static final int WINDOW_BYTES = 32 * 1024;
    private static final int LONGEST_UTF_BYTES = 65_535;

    private final ByteSource source;
    private final long end;
    private final byte[] window;
    private long windowStart;
    private int windowLength;
    private long position;

    /** The whole source. */
    public DataCursor(ByteSource source) {
        this(source, 0, source.size());
    }

    /**
     * A part of a source.
     *
     * @param end where reading stops, at most the size of the source
     */
    public DataCursor(ByteSource source, long start, long end) {
        this(source, start, end, WINDOW_BYTES);
    }

    /**
     * A part of a source that is gone through back and forth.
     *
     * @param windowBytes that are held at a time; never more than the part has
     */
    public DataCursor(ByteSource source, long start, long end, int windowBytes) {
        this.source = source;
        this.end = Math.min(end, source.size());
        this.position = start;
        this.window = new byte[(int) Math.max(16, Math.min(windowBytes, this.end - start))];
        this.windowStart = start;
    }

    /** Of the next byte, from the start of the source. */
    public long position() {
        return position;
    }

    /** Bytes to come. */
    public long remaining() {
        return end - position;
    }

    public int readUnsignedByte(String what) throws IOException {
        return window[require(1, what)] & 0xff;
    }

    /** What DataOutput writes for a boolean: 0 or 1, nothing else. */
    public boolean readBoolean(String what) throws IOException {
        long at = position;
        int value = readUnsignedByte(what);
        if (value > 1) {
            throw problem(at, "found " + value + " for " + what + ", expected 0 or 1");
        }
        return value == 1;
    }

    public int readUnsignedShort(String what) throws IOException {
        int at = require(2, what);
        return (window[at] & 0xff) << 8 | (window[at + 1] & 0xff);
    }

    public int readInt(String what) throws IOException {
        return intAt(require(4, what));
    }

    public long readLong(String what) throws IOException {
        int at = require(8, what);
        return (long) intAt(at) << 32 | (intAt(at + 4) & 0xffff_ffffL);
    }

    /** A number of bytes or a place, which cannot be negative. */
    public long readSize(String what) throws IOException {
        long at = position;
        long value = readLong(what);
        if (value < 0) {
            throw problem(at, "found " + value + " for " + what + ", expected 0 or more");
        }
        return value;
    }

    /**
     * How many of something follow.
     *
     * @param leastBytesEach how short one can be: a number that the rest of the source cannot hold is refused before anything is allocated
     */
    public int readCount(String what, int leastBytesEach) throws IOException {
        long at = position;
        int count = readInt("the number of " + what);
        return checkedCount(at, count, what, leastBytesEach);
    }

    /** The check of {@link #readCount} for a number that was read at some byte before. */
    public int checkedCount(long at, int count, String what, int leastBytesEach) throws IOException {
        if (count < 0 || (long) count * leastBytesEach > remaining()) {
            throw problem(
                    at,
                    "found " + count + " as the number of " + what + ", expected 0 to " + remaining() / leastBytesEach
                            + ", which is what the " + remaining() + " bytes after it can hold");
        }
        return count;
    }

    public long[] readLongs(int count, String what) throws IOException {
        checkedCount(position, count, what, Long.BYTES);
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = readLong(what);
        }
        return values;
    }

    /** As {@link java.io.DataOutput#writeUTF} writes it. */
    public String readUtf(String what) throws IOException {
        long at = position;
        int length = readUnsignedShort("the length of " + what);
        if (length > remaining()) {
            throw ends(what, length);
        }
        byte[] bytes = new byte[length];
        readFully(bytes, what);
        return ModifiedUtf8.decode(bytes, length)
                .orElseThrow(() -> problem(
                        at,
                        "found bytes that are not modified UTF-8 for " + what + ", expected text of " + length
                                + " bytes"));
    }

    /** As {@link #readUtf}, null for the empty text that Flink writes for none. */
    public @Nullable String readOptionalUtf(String what) throws IOException {
        String text = readUtf(what);
        return text.isEmpty() ? null : text;
    }

    public void readFully(byte[] target, String what) throws IOException {
        if (target.length > remaining()) {
            throw ends(what, target.length);
        }
        int done = 0;
        while (done < target.length) {
            int step = Math.min(target.length - done, Math.min(window.length, LONGEST_UTF_BYTES));
            int from = require(step, what);
            System.arraycopy(window, from, target, done, step);
            done += step;
        }
    }

    public void skip(long bytes, String what) throws IOException {
        if (bytes < 0 || bytes > remaining()) {
            throw ends(what, bytes);
        }
        position += bytes;
    }

    /** Goes to some byte, before or after, up to the end. */
    public void seek(long to) {
        if (to < 0 || to > end) {
            throw new IllegalArgumentException("byte " + to + ", expected 0 to " + end);
        }
        position = to;
    }

    /** A problem at the next byte. */
    public CheckpointFormatException problem(String problem) {
        return problem(position, problem);
    }

    /** A problem at some byte of the source. */
    public CheckpointFormatException problem(long at, String problem) {
        return new CheckpointFormatException(source.name(), at, problem);
    }

    private CheckpointFormatException ends(String what, long wanted) {
        return problem("ends after " + remaining() + " bytes more, expected " + wanted + " for " + what);
    }

    /** Makes some bytes present and steps over them; gives the index of the first in the window. */
    private int require(int count, String what) throws IOException {
        if (count > remaining()) {
            throw ends(what, count);
        }
        if (position < windowStart || position + count > windowStart + windowLength) {
            int length = (int) Math.min(window.length, remaining());
            source.read(position, window, 0, length);
            windowStart = position;
            windowLength = length;
        }
        int index = (int) (position - windowStart);
        position += count;
        return index;
    }

    private int intAt(int index) {
        return (window[index] & 0xff) << 24
                | (window[index + 1] & 0xff) << 16
                | (window[index + 2] & 0xff) << 8
                | (window[index + 3] & 0xff);
    }
}
