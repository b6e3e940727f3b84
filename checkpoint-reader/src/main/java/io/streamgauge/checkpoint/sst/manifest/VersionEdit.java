package io.streamgauge.checkpoint.sst.manifest;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.sst.block.BlockInput;
import io.streamgauge.checkpoint.sst.block.UnsupportedTableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One record of a MANIFEST: what changed in one column family. RocksDB's {@code VersionEdit} ({@code db/version_edit.h}). Tags from
 * {@link #IGNORABLE} on have a length and may be stepped over; any other that is not known ends the reading.
 */
final class VersionEdit {
    private static final int COMPARATOR = 1;
    private static final int LOG_NUMBER = 2;
    private static final int NEXT_FILE_NUMBER = 3;
    private static final int LAST_SEQUENCE = 4;
    private static final int COMPACT_CURSOR = 5;
    private static final int DELETED_FILE = 6;
    private static final int NEW_FILE = 7;
    private static final int PREVIOUS_LOG_NUMBER = 9;
    private static final int MIN_LOG_NUMBER_TO_KEEP = 10;
    private static final int NEW_FILE_2 = 100;
    private static final int NEW_FILE_3 = 102;
    private static final int NEW_FILE_4 = 103;
    private static final int COLUMN_FAMILY = 200;
    private static final int COLUMN_FAMILY_ADD = 201;
    private static final int COLUMN_FAMILY_DROP = 202;
    private static final int MAX_COLUMN_FAMILY = 203;
    private static final int IN_ATOMIC_GROUP = 300;
    private static final int IGNORABLE = 1 << 13;
    private static final int BLOB_FILE_ADDITION_DEPRECATED = IGNORABLE + 2;
    private static final int BLOB_FILE_GARBAGE_DEPRECATED = IGNORABLE + 3;
    private static final int WAL_ADDITION = IGNORABLE + 4;
    private static final int WAL_DELETION = IGNORABLE + 5;

    /** Of the fields that a new file may have. */
    private static final int LAST_FIELD = 1;

    private static final int EPOCH_NUMBER_FIELD = 13;
    private static final int REQUIRED_FIELD = 1 << 6;
    private static final int PATH_ID_FIELD = REQUIRED_FIELD + 1;

    private static final int TRAILER_BYTES = 8;
    /** RocksDB has seven levels unless told otherwise. */
    private static final int MOST_LEVELS = 64;

    private final String file;
    private final long offset;
    private final BlockInput in;
    private final byte[] record;

    private int columnFamily;
    private @Nullable String addedFamily;
    private boolean dropsFamily;
    private int remainingInGroup = -1;
    private final List<Long> deleted = new ArrayList<>();
    private final List<ManifestFile> added = new ArrayList<>();

    private VersionEdit(String file, long offset, byte[] record) {
        this.file = file;
        this.offset = offset;
        this.record = record;
        this.in = new BlockInput(file, offset, record, 0, record.length);
    }

    /** @param offset of the record in its file, for messages */
    static VersionEdit parse(String file, long offset, byte[] record)
            throws CheckpointFormatException, UnsupportedTableException {
        VersionEdit edit = new VersionEdit(file, offset, record);
        while (edit.in.remaining() > 0) {
            edit.field();
        }
        return edit;
    }

    int columnFamily() {
        return columnFamily;
    }

    /** The name of the column family that it adds; null if it adds none. */
    @Nullable
    String addedFamily() {
        return addedFamily;
    }

    boolean dropsFamily() {
        return dropsFamily;
    }

    /** How many edits follow that count only with this one; -1 outside of such a group. */
    int remainingInGroup() {
        return remainingInGroup;
    }

    /** Numbers of files. To be taken away before any is added: a move to another level is both. */
    List<Long> deleted() {
        return deleted;
    }

    List<ManifestFile> added() {
        return added;
    }

    private void field() throws CheckpointFormatException, UnsupportedTableException {
        int tag = number("a tag");
        switch (tag) {
            case COMPARATOR -> slice("the name of a comparator");
            case LOG_NUMBER, NEXT_FILE_NUMBER, LAST_SEQUENCE, PREVIOUS_LOG_NUMBER, MIN_LOG_NUMBER_TO_KEEP -> in
                    .varint64();
            case COMPACT_CURSOR -> {
                level();
                slice("a key");
            }
            case DELETED_FILE -> {
                level();
                deleted.add(in.varint64());
            }
            case NEW_FILE, NEW_FILE_2, NEW_FILE_3, NEW_FILE_4 -> added.add(newFile(tag));
            case COLUMN_FAMILY -> columnFamily = number("a column family");
            case COLUMN_FAMILY_ADD -> addedFamily =
                    new String(slice("the name of a column family"), StandardCharsets.UTF_8);
            case COLUMN_FAMILY_DROP -> dropsFamily = true;
            case MAX_COLUMN_FAMILY -> number("the highest column family");
            case IN_ATOMIC_GROUP -> remainingInGroup = number("the edits left in a group");
            case WAL_DELETION -> in.varint64();
            case WAL_ADDITION -> walAddition();
            default -> unknown(tag);
        }
    }

    private void unknown(int tag) throws CheckpointFormatException, UnsupportedTableException {
        if (tag < IGNORABLE || tag == BLOB_FILE_ADDITION_DEPRECATED || tag == BLOB_FILE_GARBAGE_DEPRECATED) {
            throw new UnsupportedTableException(
                    file, "the tag " + tag + " in the record that ends at byte " + offset, "those of table files");
        }
        slice("something that may be ignored");
    }

    /** In this form, of RocksDB 6.17 to 6.29, it has no length. */
    private void walAddition() throws CheckpointFormatException {
        in.varint64();
        while (number("a field of a log") != LAST_FIELD) {
            in.varint64();
        }
    }

    private ManifestFile newFile(int tag) throws CheckpointFormatException, UnsupportedTableException {
        int level = level();
        long number = in.varint64();
        if (tag == NEW_FILE_3) {
            number("a path");
        }
        long size = in.varint64();
        byte[] smallest = internalKey("the smallest key");
        byte[] largest = internalKey("the largest key");
        OptionalLong sequence = OptionalLong.empty();
        if (tag != NEW_FILE) {
            in.varint64();
            sequence = OptionalLong.of(in.varint64());
        }
        OptionalLong epoch = tag == NEW_FILE_4 ? fields() : OptionalLong.empty();
        return new ManifestFile(number, 0, level, size, smallest, largest, sequence, epoch);
    }

    private OptionalLong fields() throws CheckpointFormatException, UnsupportedTableException {
        OptionalLong epoch = OptionalLong.empty();
        while (true) {
            int tag = number("a field of a file");
            if (tag == LAST_FIELD) {
                return epoch;
            }
            int length = in.length("a field of a file");
            int at = in.position();
            if (tag == EPOCH_NUMBER_FIELD) {
                epoch = OptionalLong.of(new BlockInput(file, offset, record, at, length).varint64());
            } else if ((tag & REQUIRED_FIELD) != 0 && tag != PATH_ID_FIELD) {
                throw new UnsupportedTableException(
                        file, "the field " + tag + " of a file, in the record that ends at byte " + offset, "up to 65");
            }
            in.skip(length, "a field of a file");
        }
    }

    private int level() throws CheckpointFormatException {
        int level = number("a level");
        if (level >= MOST_LEVELS) {
            throw wrong("level " + level, "0 to " + (MOST_LEVELS - 1));
        }
        return level;
    }

    private byte[] internalKey(String what) throws CheckpointFormatException {
        byte[] key = slice(what);
        if (key.length < TRAILER_BYTES) {
            throw wrong(what + " of " + key.length + " bytes", "at least " + TRAILER_BYTES);
        }
        return key;
    }

    private byte[] slice(String what) throws CheckpointFormatException {
        int length = in.length(what);
        int at = in.position();
        in.skip(length, what);
        return Arrays.copyOfRange(record, at, at + length);
    }

    /** A number of 32 bits that cannot be negative. */
    private int number(String what) throws CheckpointFormatException {
        long value = in.varint64();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw wrong(Long.toUnsignedString(value) + " for " + what, "0 to " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    private CheckpointFormatException wrong(String found, String expected) {
        return new CheckpointFormatException(
                file, offset, "found in the record that ends here " + found + ", expected " + expected);
    }
}
