package io.streamgauge.checkpoint.sst;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.sst.block.BlockCursor;
import io.streamgauge.checkpoint.sst.block.BlockInput;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What RocksDB wrote about a table into it. What is not in the file is absent; which host wrote it is not kept. Names are those of
 * {@code TablePropertiesNames} in RocksDB's {@code table/table_properties.cc}. Immutable.
 */
public final class TableProperties {

    static final String GLOBAL_SEQUENCE = "rocksdb.external_sst_file.global_seqno";

    /** RocksDB's writers put "N/A" for texts that are not set. */
    private static final String NOT_SET = "N/A";

    private static final Set<String> TEXTS = Set.of(
            "rocksdb.column.family.name",
            "rocksdb.comparator",
            "rocksdb.compression",
            "rocksdb.merge.operator",
            "rocksdb.creating.db.identity",
            "rocksdb.creating.session.identity");
    private static final Set<String> NUMBERS = Set.of(
            "rocksdb.column.family.id",
            "rocksdb.num.entries",
            "rocksdb.deleted.keys",
            "rocksdb.merge.operands",
            "rocksdb.num.range-deletions",
            "rocksdb.raw.key.size",
            "rocksdb.raw.value.size",
            "rocksdb.data.size",
            "rocksdb.index.size",
            "rocksdb.index.partitions",
            "rocksdb.filter.size",
            "rocksdb.num.data.blocks",
            "rocksdb.creation.time",
            "rocksdb.oldest.key.time",
            "rocksdb.file.creation.time",
            "rocksdb.original.file.number",
            "rocksdb.format.version",
            "rocksdb.index.key.is.user.key",
            "rocksdb.index.value.is.delta.encoded",
            "rocksdb.udi.is.primary.index");
    private static final Set<String> FIXED_32 =
            Set.of("rocksdb.block.based.table.index.type", "rocksdb.external_sst_file.version");
    private static final Set<String> FIXED_64 = Set.of(GLOBAL_SEQUENCE);

    private final Map<String, Long> numbers;
    private final Map<String, String> texts;

    private TableProperties(Map<String, Long> numbers, Map<String, String> texts) {
        this.numbers = Map.copyOf(numbers);
        this.texts = Map.copyOf(texts);
    }

    static TableProperties read(BlockCursor block) throws CheckpointFormatException {
        Map<String, Long> numbers = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        while (block.next()) {
            String name = new String(block.key(), 0, block.keyLength(), StandardCharsets.UTF_8);
            BlockInput value = block.valueInput();
            if (NUMBERS.contains(name)) {
                numbers.put(name, value.varint64());
            } else if (FIXED_32.contains(name)) {
                numbers.put(name, value.fixed32() & 0xffffffffL);
            } else if (FIXED_64.contains(name)) {
                numbers.put(name, value.fixed64());
            } else if (TEXTS.contains(name)) {
                texts.put(
                        name,
                        new String(block.value(), block.valueStart(), block.valueLength(), StandardCharsets.UTF_8));
            }
        }
        return new TableProperties(numbers, texts);
    }

    /** Flink's state name; absent in files that were not written by a database. */
    public Optional<String> columnFamilyName() {
        return text("rocksdb.column.family.name");
    }

    /** Entries of all types but range deletions; several may be of one key. */
    public OptionalLong entries() {
        return number("rocksdb.num.entries");
    }

    /** Of the entries, those that delete. RocksDB counts range deletions in too. */
    public OptionalLong deletions() {
        return number("rocksdb.deleted.keys");
    }

    /** Of the entries, those that append. */
    public OptionalLong mergeOperands() {
        return number("rocksdb.merge.operands");
    }

    public OptionalLong rangeDeletions() {
        return number("rocksdb.num.range-deletions");
    }

    /** All keys as they were before prefixes and compression, in bytes, with eight bytes of sequence and type each. */
    public OptionalLong rawKeyBytes() {
        return number("rocksdb.raw.key.size");
    }

    /** All values before compression, in bytes. */
    public OptionalLong rawValueBytes() {
        return number("rocksdb.raw.value.size");
    }

    /** All data blocks as stored, in bytes. */
    public OptionalLong dataBytes() {
        return number("rocksdb.data.size");
    }

    /** The index as stored, in bytes. */
    public OptionalLong indexBytes() {
        return number("rocksdb.index.size");
    }

    /** The filter as stored, in bytes. */
    public OptionalLong filterBytes() {
        return number("rocksdb.filter.size");
    }

    public OptionalLong dataBlocks() {
        return number("rocksdb.num.data.blocks");
    }

    /** When the memtable was flushed; of a compaction's output: when its oldest ancestor was. Seconds of the epoch; 0 is absent. */
    public OptionalLong creationSeconds() {
        return time("rocksdb.creation.time");
    }

    /** When the oldest entry was written; RocksDB tells it of flushed files only. Seconds of the epoch; 0 is absent. */
    public OptionalLong oldestKeySeconds() {
        return time("rocksdb.oldest.key.time");
    }

    /** When this file was written. Seconds of the epoch; 0 is absent. */
    public OptionalLong fileCreationSeconds() {
        return time("rocksdb.file.creation.time");
    }

    public Optional<String> comparator() {
        return text("rocksdb.comparator");
    }

    public Optional<String> mergeOperator() {
        return text("rocksdb.merge.operator");
    }

    /** RocksDB's name of the compression, such as "Snappy"; from format version 7 on a list of managers and codes. */
    public Optional<String> compression() {
        return text("rocksdb.compression");
    }

    /** The file's number where it was first written; 0 is absent. */
    public OptionalLong originalFileNumber() {
        return time("rocksdb.original.file.number");
    }

    /** Identifies the database that wrote the file. */
    public Optional<String> databaseIdentity() {
        return text("rocksdb.creating.db.identity");
    }

    /** Identifies one opening of the database that wrote the file. */
    public Optional<String> sessionIdentity() {
        return text("rocksdb.creating.session.identity");
    }

    /** RocksDB's {@code IndexType}: 0 binary search, 1 hash, 2 partitioned, 3 binary search with first keys. */
    public OptionalInt indexType() {
        Long type = numbers.get("rocksdb.block.based.table.index.type");
        return type == null ? OptionalInt.empty() : OptionalInt.of((int) (long) type);
    }

    /** Whether the keys of the index lack sequence and type. */
    public boolean indexKeyIsUserKey() {
        return numbers.getOrDefault("rocksdb.index.key.is.user.key", 0L) != 0;
    }

    /** Whether index entries hold differences of sizes. */
    public boolean indexValueIsDeltaEncoded() {
        return numbers.getOrDefault("rocksdb.index.value.is.delta.encoded", 0L) != 0;
    }

    boolean userDefinedIndex() {
        return numbers.getOrDefault("rocksdb.udi.is.primary.index", 0L) != 0;
    }

    /** Whether the file was made outside of a database and its entries have no sequence numbers of their own. */
    public boolean isExternal() {
        return numbers.getOrDefault("rocksdb.external_sst_file.version", 0L) >= 2;
    }

    /** Of an external file: the sequence number of all its entries, where ingestion wrote it into the file; else the MANIFEST has it. */
    public OptionalLong globalSequence() {
        OptionalLong sequence = time(GLOBAL_SEQUENCE);
        return isExternal() ? sequence : OptionalLong.empty();
    }

    private OptionalLong number(String name) {
        Long number = numbers.get(name);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** RocksDB writes 0 for what it does not know. */
    private OptionalLong time(String name) {
        Long number = numbers.get(name);
        return number == null || number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private Optional<String> text(String name) {
        String text = texts.get(name);
        return text == null || text.isEmpty() || text.equals(NOT_SET) ? Optional.empty() : Optional.of(text);
    }
}
