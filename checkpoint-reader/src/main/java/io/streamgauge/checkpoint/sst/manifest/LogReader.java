package io.streamgauge.checkpoint.sst.manifest;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.checksum.MaskedCrc32c;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * RocksDB's log format ({@code db/log_format.h}): blocks of 32 KiB, in them fragments of records with checksum, length and type. One
 * thread.
 */
final class LogReader {
    private static final int BLOCK_BYTES = 32 * 1024;
    private static final int HEADER_BYTES = 7;
    private static final int RECYCLABLE_HEADER_BYTES = 11;

    private static final int PADDING = 0;
    private static final int FULL = 1;
    private static final int FIRST = 2;
    /** One less is a fragment from the middle of a record. */
    private static final int LAST = 4;
    /** The recyclable types are the four above, this much higher. */
    private static final int RECYCLABLE = 4;

    private final ByteSource source;
    private final long end;
    private final byte[] block = new byte[BLOCK_BYTES];
    private long blockStart = -1;
    private long position;

    /** @param start the end of a record, or 0 */
    LogReader(ByteSource source, long start) {
        this.source = source;
        this.end = source.size();
        this.position = start;
    }

    /** Behind the last record that was read, in bytes from the start of the file. */
    long position() {
        return position;
    }

    /** The next record, whole; null at the end. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        boolean inside = false;
        while (skipPadding()) {
            long at = position;
            int type = fragment(record);
            boolean starts = type == FULL || type == FIRST;
            if (starts == inside) {
                throw wrong(
                        at,
                        "a fragment of type " + type,
                        inside ? "the rest of the record before it" : "the start of a record");
            }
            if (type == FULL || type == LAST) {
                return record.toByteArray();
            }
            inside = true;
        }
        if (inside) {
            throw wrong(position, "the end inside a record", "its last fragment");
        }
        return null;
    }

    /** Goes to where a fragment starts; false at the end. */
    private boolean skipPadding() throws IOException {
        while (position < end) {
            int left = BLOCK_BYTES - (int) (position % BLOCK_BYTES);
            if (left >= HEADER_BYTES) {
                int at = load(HEADER_BYTES);
                boolean padding = block[at + 6] == PADDING && block[at + 4] == 0 && block[at + 5] == 0;
                if (!padding) {
                    return true;
                }
            }
            position = Math.min(end, position + left);
        }
        return false;
    }

    private int fragment(ByteArrayOutputStream record) throws IOException {
        long start = position;
        int at = load(HEADER_BYTES);
        int length = (block[at + 4] & 0xff) | (block[at + 5] & 0xff) << 8;
        int type = block[at + 6] & 0xff;
        if (type < FULL || type > LAST + RECYCLABLE) {
            throw wrong(start, "a fragment of type " + type, "1 to 8");
        }
        int header = type > LAST ? RECYCLABLE_HEADER_BYTES : HEADER_BYTES;
        if (header + length > BLOCK_BYTES - (int) (start % BLOCK_BYTES)) {
            throw wrong(start, "a fragment of " + length + " bytes", "one that ends within its block");
        }
        at = load(header + length);
        int stored = (block[at] & 0xff)
                | (block[at + 1] & 0xff) << 8
                | (block[at + 2] & 0xff) << 16
                | (block[at + 3] & 0xff) << 24;
        int computed = MaskedCrc32c.of(block, at + 6, header - 6 + length);
        if (computed != stored) {
            throw wrong(
                    start,
                    "a fragment with checksum 0x" + Integer.toHexString(computed),
                    "0x" + Integer.toHexString(stored) + "; the file is damaged");
        }
        record.write(block, at + header, length);
        position = start + header + length;
        return type > LAST ? type - RECYCLABLE : type;
    }

    /** Makes bytes from the position on present, which lie in one block; gives the index of the first. */
    private int load(int count) throws IOException {
        long start = position - position % BLOCK_BYTES;
        if (position + count > end) {
            throw wrong(position, (end - position) + " bytes", count + "; the file is cut off");
        }
        if (start != blockStart) {
            // From the position on: what lies before it is not looked at again.
            int from = (int) (position - start);
            source.read(position, block, from, (int) Math.min(BLOCK_BYTES - from, end - position));
            blockStart = start;
        }
        return (int) (position - start);
    }

    private CheckpointFormatException wrong(long at, String found, String expected) {
        return new CheckpointFormatException(source.name(), at, "found " + found + ", expected " + expected);
    }
}
