package io.streamgauge.checkpoint.sst;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.sst.block.BlockCursor;
import io.streamgauge.checkpoint.sst.block.BlockHandle;
import io.streamgauge.checkpoint.sst.block.BlockReader;
import io.streamgauge.checkpoint.sst.block.Footer;
import io.streamgauge.checkpoint.sst.block.UnsupportedTableException;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One block-based table file, opened by reading its tail: footer, the block that names the others, properties. Index and data are read
 * when asked for. Immutable and safe for use by several threads.
 */
public final class TableFile {

    /** Holds footer, metaindex and properties of nearly all files. In bytes. */
    public static final int DEFAULT_TAIL_BYTES = 4096;

    private static final String PROPERTIES = "rocksdb.properties";
    private static final String INDEX = "rocksdb.index";
    private static final String DICTIONARY = "rocksdb.compression_dict";
    private static final String RANGE_DELETIONS = "rocksdb.range_del";
    private static final String BYTEWISE = "leveldb.BytewiseComparator";
    private static final long OWN_SEQUENCES = -1;
    private static final int RANGE_DELETION = 0xf;

    private final ByteSource source;
    private final Footer footer;
    private final Map<String, BlockHandle> metaBlocks;
    private final TableProperties properties;
    private final long bytesRead;
    private final OptionalLong assignedSequence;

    /** Of all entries, or {@link #OWN_SEQUENCES}; asked for with each entry. */
    private final long fileSequence;

    private TableFile(
            ByteSource source,
            Footer footer,
            Map<String, BlockHandle> metaBlocks,
            TableProperties properties,
            long bytesRead,
            OptionalLong assignedSequence) {
        this.source = source;
        this.footer = footer;
        this.metaBlocks = metaBlocks;
        this.properties = properties;
        this.bytesRead = bytesRead;
        this.assignedSequence = assignedSequence;
        this.fileSequence = assignedSequence.orElse(properties.globalSequence().orElse(OWN_SEQUENCES));
    }

    /** Opens with {@link #DEFAULT_TAIL_BYTES}. */
    public static TableFile open(ByteSource source) throws IOException {
        return open(source, DEFAULT_TAIL_BYTES);
    }

    /**
     * Reads the tail, and once more where that does not hold all that is wanted.
     *
     * @param tailBytes how much to read first
     * @throws CheckpointFormatException if the file is damaged or no table
     * @throws UnsupportedTableException if it is sound, and of a kind that is not known
     */
    public static TableFile open(ByteSource source, int tailBytes) throws IOException {
        int length = (int) Math.min(source.size(), Math.max(tailBytes, Footer.MAX_BYTES));
        byte[] tail = new byte[length];
        long tailOffset = source.size() - length;
        source.read(tailOffset, tail, 0, length);
        Footer footer = Footer.read(source.name(), tail, tailOffset);
        BlockReader reader = new BlockReader(source, footer, tailOffset, tail);
        Map<String, BlockHandle> blocks = readMetaindex(source, reader, footer.metaindex());
        if (footer.index() != null) {
            blocks.put(INDEX, footer.index());
        }
        BlockHandle handle = blocks.get(PROPERTIES);
        if (handle == null) {
            throw new CheckpointFormatException(
                    source.name(), footer.metaindex().offset(), "found no block of properties named, expected one");
        }
        BlockCursor cursor = new BlockCursor(source.name());
        cursor.reset(
                reader.read(handle, TableProperties.GLOBAL_SEQUENCE.getBytes(StandardCharsets.UTF_8)), handle.offset());
        TableProperties properties = TableProperties.read(cursor);
        return new TableFile(
                source, footer, Map.copyOf(blocks), properties, length + reader.bytesRead(), OptionalLong.empty());
    }

    private static Map<String, BlockHandle> readMetaindex(ByteSource source, BlockReader reader, BlockHandle handle)
            throws IOException {
        Map<String, BlockHandle> blocks = new HashMap<>();
        BlockCursor cursor = cursor(source, reader, handle);
        while (cursor.next()) {
            String name = new String(cursor.key(), 0, cursor.keyLength(), StandardCharsets.UTF_8);
            if (name.equals(PROPERTIES)
                    || name.equals(INDEX)
                    || name.equals(DICTIONARY)
                    || name.equals(RANGE_DELETIONS)) {
                blocks.put(name, BlockHandle.read(cursor.valueInput()));
            }
        }
        return blocks;
    }

    private static BlockCursor cursor(ByteSource source, BlockReader reader, BlockHandle handle) throws IOException {
        BlockCursor cursor = new BlockCursor(source.name());
        cursor.reset(reader.read(handle), handle.offset());
        return cursor;
    }

    /** The same table, with the sequence number that the MANIFEST has for all entries of an external file. */
    public TableFile withSequence(long sequence) {
        return new TableFile(source, footer, metaBlocks, properties, bytesRead, OptionalLong.of(sequence));
    }

    public String name() {
        return source.name();
    }

    /** Of the file, in bytes. */
    public long size() {
        return source.size();
    }

    public Footer footer() {
        return footer;
    }

    public TableProperties properties() {
        return properties;
    }

    /** What opening read, in bytes. */
    public long bytesRead() {
        return bytesRead;
    }

    /** The whole index. */
    public TableIndex index() throws IOException {
        return index(KeyRange.all());
    }

    /** The index of the blocks that may have keys of the range. Of a partitioned index only the partitions needed are read. */
    public TableIndex index(KeyRange range) throws IOException {
        BlockHandle handle = metaBlocks.get(INDEX);
        if (handle == null || properties.userDefinedIndex()) {
            throw new UnsupportedTableException(source.name(), "no index block of RocksDB's own", "those with one");
        }
        if (!range.isAll()) {
            requireBytewiseOrder();
        }
        return TableIndex.read(source, newReader(), handle, properties, range);
    }

    /** The deletions of ranges, in no order. */
    public List<RangeTombstone> rangeTombstones() throws IOException {
        BlockHandle handle = metaBlocks.get(RANGE_DELETIONS);
        if (handle == null) {
            return List.of();
        }
        List<RangeTombstone> tombstones = new ArrayList<>();
        BlockCursor cursor = cursor(source, newReader(), handle);
        while (cursor.next()) {
            long trailer = InternalKeys.trailer(source.name(), handle.offset(), cursor.key(), cursor.keyLength());
            if (InternalKeys.type(trailer) != RANGE_DELETION) {
                throw new CheckpointFormatException(
                        source.name(),
                        handle.offset(),
                        "found an entry of type " + InternalKeys.type(trailer) + ", expected range deletions");
            }
            byte[] from = Arrays.copyOf(cursor.key(), InternalKeys.userKeyLength(cursor.keyLength()));
            byte[] to =
                    Arrays.copyOfRange(cursor.value(), cursor.valueStart(), cursor.valueStart() + cursor.valueLength());
            tombstones.add(new RangeTombstone(KeyRange.of(from, to), sequence(InternalKeys.sequence(trailer))));
        }
        return tombstones;
    }

    /**
     * The entries of a range of keys, one after the other.
     *
     * @param readaheadBytes how much to read at once, where the range has that much
     */
    public TableCursor cursor(KeyRange range, int readaheadBytes) throws IOException {
        return new TableCursor(this, index(range), range, readaheadBytes, true);
    }

    /** The entries in an index read before, one after the other, optionally without verifying checksums. */
    public TableCursor cursor(TableIndex index, KeyRange range, int readaheadBytes, boolean verifyChecksums) {
        return new TableCursor(this, index, range, readaheadBytes, verifyChecksums);
    }

    /**
     * Shows all entries of a range of keys to a visitor.
     *
     * @return what was read for that, index included, in bytes
     */
    public long forEach(KeyRange range, int readaheadBytes, EntryVisitor visitor) throws IOException {
        TableCursor cursor = cursor(range, readaheadBytes);
        cursor.forEach(visitor);
        return cursor.bytesRead();
    }

    /** Whether the number of the newest write is known of its entries, as it is of all but some external files. */
    public boolean knowsSequences() {
        return !properties.isExternal()
                || assignedSequence.isPresent()
                || properties.globalSequence().isPresent();
    }

    /** An entry's sequence number: its own, or that of its file. */
    long sequence(long own) {
        return fileSequence == OWN_SEQUENCES ? own : fileSequence;
    }

    void requireBytewiseOrder() throws UnsupportedTableException {
        String comparator = properties.comparator().orElse(BYTEWISE);
        if (!comparator.equals(BYTEWISE)) {
            throw new UnsupportedTableException(source.name(), "keys ordered by " + comparator, BYTEWISE);
        }
    }

    boolean hasDictionary() {
        return metaBlocks.containsKey(DICTIONARY);
    }

    ByteSource source() {
        return source;
    }

    private BlockReader newReader() {
        return new BlockReader(source, footer, source.size(), new byte[0]);
    }
}
