package io.streamgauge.checkpoint.sst.manifest;

import io.streamgauge.checkpoint.key.KeyGroupPrefix;
import io.streamgauge.checkpoint.sst.KeyRange;
import java.util.Arrays;
import java.util.OptionalLong;

/** A live table file as the MANIFEST describes it. Immutable. */
public final class ManifestFile {
    private static final int TRAILER_BYTES = 8;
    /** RocksDB's kTypeRangeDeletion with the highest sequence number: the file has no such key, a range deletion ends there. */
    private static final long RANGE_END_TRAILER = 0xffff_ffff_ffff_ff0fL;

    private final long number;
    private final int columnFamily;
    private final int level;
    private final long sizeBytes;
    private final byte[] smallest;
    private final byte[] largest;
    private final boolean largestIsRangeEnd;
    private final OptionalLong largestSequence;
    private final OptionalLong epochNumber;

    /**
     * Takes internal keys.
     *
     * @param smallest user key, sequence and type, at least eight bytes
     * @param largest likewise
     */
    ManifestFile(
            long number,
            int columnFamily,
            int level,
            long sizeBytes,
            byte[] smallest,
            byte[] largest,
            OptionalLong largestSequence,
            OptionalLong epochNumber) {
        this.number = number;
        this.columnFamily = columnFamily;
        this.level = level;
        this.sizeBytes = sizeBytes;
        this.smallest = Arrays.copyOf(smallest, smallest.length - TRAILER_BYTES);
        this.largest = Arrays.copyOf(largest, largest.length - TRAILER_BYTES);
        this.largestIsRangeEnd = trailer(largest) == RANGE_END_TRAILER;
        this.largestSequence = largestSequence;
        this.epochNumber = epochNumber;
    }

    private static long trailer(byte[] internalKey) {
        long value = 0;
        for (int i = 1; i <= TRAILER_BYTES; i++) {
            value = value << 8 | (internalKey[internalKey.length - i] & 0xff);
        }
        return value;
    }

    /** As in the name of the file, 126 of 000126.sst. */
    public long number() {
        return number;
    }

    /** The id of the column family. */
    public int columnFamily() {
        return columnFamily;
    }

    /** From 0, where new files come in. */
    public int level() {
        return level;
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    /** Of the newest write in it; of an ingested file that of all its entries. Absent in the format of old releases. */
    public OptionalLong largestSequence() {
        return largestSequence;
    }

    /** Orders files of level 0 by age, since RocksDB 7.10. */
    public OptionalLong epochNumber() {
        return epochNumber;
    }

    /** From the smallest key to just behind the largest; to before it where it is but the end of a range deletion. */
    public KeyRange bounds() {
        return KeyRange.of(smallest, largestIsRangeEnd ? largest : Arrays.copyOf(largest, largest.length + 1));
    }

    /** The first key group that it may have keys of; -1 if the smallest key has none. */
    public int firstKeyGroup(KeyGroupPrefix prefix) {
        return prefix.keyGroup(smallest, smallest.length);
    }

    /** The last key group that it may have keys of; -1 if the largest key has none. */
    public int lastKeyGroup(KeyGroupPrefix prefix) {
        int group = prefix.keyGroup(largest, largest.length);
        boolean endsBefore = largestIsRangeEnd && group > 0 && largest.length == prefix.bytes();
        return endsBefore ? group - 1 : group;
    }

    /** What it takes of memory, about. */
    int heapBytes() {
        return 160 + smallest.length + largest.length;
    }

    ManifestFile inFamily(int id) {
        return id == columnFamily ? this : new ManifestFile(this, id);
    }

    private ManifestFile(ManifestFile other, int columnFamily) {
        this.number = other.number;
        this.columnFamily = columnFamily;
        this.level = other.level;
        this.sizeBytes = other.sizeBytes;
        this.smallest = other.smallest;
        this.largest = other.largest;
        this.largestIsRangeEnd = other.largestIsRangeEnd;
        this.largestSequence = other.largestSequence;
        this.epochNumber = other.epochNumber;
    }
}
