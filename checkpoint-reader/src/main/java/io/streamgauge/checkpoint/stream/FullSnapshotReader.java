package io.streamgauge.checkpoint.stream;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.DataCursor;
import java.io.IOException;

/**
 * Reads the entries of full snapshots, key group by key group: what FullSnapshotAsyncWriter wrote, and FullSnapshotUtil marked. Each key
 * group starts with the id of a state; a set highest bit in the first byte of a key means that the id of another state, or the end of the
 * key group, follows its entry. One reader is for one thread, and holds the largest entry in memory.
 */
public final class FullSnapshotReader {
    private static final int END_OF_KEY_GROUP = 0xffff;
    private static final int META_FOLLOWS = 0x80;
    private static final int FIRST_BUFFER_BYTES = 1 << 16;

    private final ByteSource stream;
    private final KeyGroupExtents extents;
    private final boolean compressed;
    private final int states;
    private byte[] buffer = new byte[0];
    private int position;
    private int limit;

    /**
     * For one stream.
     *
     * @param compressed as the declarations tell it
     * @param states how many are declared: an id beyond is damage
     */
    public FullSnapshotReader(ByteSource stream, KeyGroupExtents extents, boolean compressed, int states) {
        this.stream = stream;
        this.extents = extents;
        this.compressed = compressed;
        this.states = states;
    }

    /**
     * Tells the two formats apart: heap snapshots write the number of each key group at its start, as four bytes.
     *
     * @throws IOException if the stream cannot be read
     */
    public static SnapshotFormat formatOf(ByteSource stream, KeyGroupExtents extents, boolean compressed, int states)
            throws IOException {
        for (int keyGroup = extents.first(); keyGroup < extents.first() + extents.count(); keyGroup++) {
            if (extents.bytes(keyGroup) == 0) {
                continue;
            }
            long start = extents.start(keyGroup);
            boolean marked = extents.bytes(keyGroup) >= 4
                    && new DataCursor(stream, start, start + 4).readInt("a key group") == keyGroup;
            if (keyGroup > 0 || !marked) {
                return marked ? SnapshotFormat.HEAP : SnapshotFormat.FULL;
            }
            // Key group 0 alone: also the id of the first state and half the length of a key.
            boolean othersFollow = extents.count() > 1;
            if (!othersFollow) {
                return readsAsFull(stream, extents, compressed, states) ? SnapshotFormat.FULL : SnapshotFormat.HEAP;
            }
        }
        return SnapshotFormat.FULL;
    }

    private static boolean readsAsFull(ByteSource stream, KeyGroupExtents extents, boolean compressed, int states)
            throws IOException {
        try {
            new FullSnapshotReader(stream, extents, compressed, states)
                    .read(extents.first(), (group, state, bytes, key, keyLength, value, valueLength) -> {});
            return true;
        } catch (CheckpointFormatException e) {
            return false;
        }
    }

    /**
     * Shows all entries of a key group, state after state, and within a state in the order of their keys.
     *
     * @throws CheckpointFormatException if they are damaged, or the stream is of a heap snapshot
     */
    public void read(int keyGroup, EntryVisitor visitor) throws IOException {
        long size = extents.bytes(keyGroup);
        if (size == 0) {
            return;
        }
        GroupInput in = compressed
                ? new SnappyFrames(stream, extents.start(keyGroup), size)
                : new GroupInput.Plain(stream, extents.start(keyGroup), size);
        position = 0;
        limit = 0;
        int state = readShort(in);
        while (state != END_OF_KEY_GROUP) {
            if (state >= states) {
                throw in.problem("found state " + state + " in key group " + keyGroup + ", expected one of the "
                        + states + " that are declared");
            }
            state = readState(in, keyGroup, state, visitor);
        }
        require(in, 0);
        if (position < limit || in.read(buffer, 0, Math.min(1, buffer.length)) > 0) {
            throw in.problem("found bytes after the end of key group " + keyGroup + ", expected none");
        }
    }

    /** Gives the id of the next state. */
    private int readState(GroupInput in, int keyGroup, int state, EntryVisitor visitor) throws IOException {
        while (true) {
            int keyLength = readLength(in, "a key", 1);
            int valueLength = lengthAfter(in, keyLength);
            int entry = keyLength + Integer.BYTES + valueLength;
            require(in, entry);
            int key = position;
            boolean metaFollows = (buffer[key] & META_FOLLOWS) != 0;
            buffer[key] &= (byte) ~META_FOLLOWS;
            position += entry;
            visitor.entry(keyGroup, state, buffer, key, keyLength, key + keyLength + Integer.BYTES, valueLength);
            if (metaFollows) {
                return readShort(in);
            }
        }
    }

    private int lengthAfter(GroupInput in, int keyLength) throws IOException {
        require(in, (long) keyLength + Integer.BYTES);
        int length = intAt(position + keyLength);
        if (length < 0 || length > Integer.MAX_VALUE - keyLength - 16) {
            throw in.problem("found " + length + " as the length of a value, expected 0 or more");
        }
        return length;
    }

    private int readLength(GroupInput in, String what, int least) throws IOException {
        require(in, Integer.BYTES);
        int length = intAt(position);
        position += Integer.BYTES;
        if (length < least || length > Integer.MAX_VALUE - 16) {
            throw in.problem("found " + length + " as the length of " + what + ", expected " + least + " or more");
        }
        return length;
    }

    private int readShort(GroupInput in) throws IOException {
        require(in, Short.BYTES);
        int value = (buffer[position] & 0xff) << 8 | (buffer[position + 1] & 0xff);
        position += Short.BYTES;
        return value;
    }

    private int intAt(int at) {
        return (buffer[at] & 0xff) << 24
                | (buffer[at + 1] & 0xff) << 16
                | (buffer[at + 2] & 0xff) << 8
                | (buffer[at + 3] & 0xff);
    }

    /** Makes some bytes present in one piece; what was before them is lost. */
    private void require(GroupInput in, long bytes) throws IOException {
        if (limit - position >= bytes) {
            return;
        }
        if (bytes > limit - position + in.atMost()) {
            throw in.problem("found the end of a key group, expected " + bytes + " bytes more");
        }
        if (bytes > buffer.length - position) {
            byte[] target = bytes <= buffer.length
                    ? buffer
                    : new byte[(int) Math.max(bytes, Math.min(FIRST_BUFFER_BYTES, limit - position + in.atMost()))];
            System.arraycopy(buffer, position, target, 0, limit - position);
            buffer = target;
            limit -= position;
            position = 0;
        }
        while (limit - position < bytes) {
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                throw in.problem(
                        "found the end of a key group, expected " + (bytes - limit + position) + " bytes more");
            }
            limit += count;
        }
    }
}
