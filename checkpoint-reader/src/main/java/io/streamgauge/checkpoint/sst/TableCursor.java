package io.streamgauge.checkpoint.sst;

import io.streamgauge.checkpoint.sst.block.BlockCursor;
import io.streamgauge.checkpoint.sst.block.BlockDecoder;
import io.streamgauge.checkpoint.sst.block.Footer;
import io.streamgauge.checkpoint.sst.block.UnsupportedTableException;
import java.io.IOException;

/**
 * The entries of a table or of a range of keys, one after the other, without garbage: the arrays it shows are its own, and the next entry
 * overwrites them. Reads whole blocks, and no block twice. Not thread-safe.
 */
public final class TableCursor {

    private final TableFile table;
    private final TableIndex index;
    private final KeyRange range;
    private final boolean whole;
    private final int readaheadBytes;
    private final BlockDecoder decoder;
    private final BlockCursor entries;
    private byte[] chunk = new byte[0];
    private int chunkPosition;
    private int chunkBlocksEnd;
    private int nextBlock;
    private long blockOffset;
    private long bytesRead;
    private long trailer;
    private EntryType type = EntryType.VALUE;

    TableCursor(TableFile table, TableIndex index, KeyRange range, int readaheadBytes, boolean verifyChecksums) {
        this.table = table;
        this.index = index;
        this.range = range;
        this.whole = range.isAll();
        this.readaheadBytes = readaheadBytes;
        this.decoder = new BlockDecoder(table.name(), table.footer(), verifyChecksums);
        this.entries = new BlockCursor(table.name());
        this.bytesRead = index.bytesRead();
    }

    /** Goes to the next entry; false at the end of the range. */
    public boolean next() throws IOException {
        while (true) {
            while (!entries.next()) {
                if (nextBlock == index.size()) {
                    return false;
                }
                openBlock();
            }
            byte[] key = entries.key();
            int length = entries.keyLength();
            trailer = InternalKeys.trailer(table.name(), blockOffset, key, length);
            if (!whole) {
                int userLength = InternalKeys.userKeyLength(length);
                if (range.startsAfter(key, 0, userLength)) {
                    continue;
                }
                if (range.endsBefore(key, 0, userLength)) {
                    nextBlock = index.size();
                    return false;
                }
            }
            EntryType known = EntryType.of(InternalKeys.type(trailer));
            if (known == null) {
                throw unknownType();
            }
            type = known;
            return true;
        }
    }

    /** Shows all entries that are left to the visitor. */
    public void forEach(EntryVisitor visitor) throws IOException {
        while (next()) {
            visitor.visit(
                    entries.key(),
                    keyLength(),
                    entries.value(),
                    entries.valueStart(),
                    entries.valueLength(),
                    sequence(),
                    type);
        }
    }

    private void openBlock() throws IOException {
        if (nextBlock == chunkBlocksEnd) {
            fill();
        }
        blockOffset = index.offset(nextBlock);
        int size = index.blockBytes(nextBlock);
        decoder.decode(chunk, chunkPosition, size, blockOffset, table.hasDictionary());
        entries.reset(decoder, blockOffset);
        chunkPosition += size + Footer.BLOCK_TRAILER_BYTES;
        nextBlock++;
    }

    /** Reads as many whole blocks as lie behind each other, up to the readahead. */
    private void fill() throws IOException {
        long offset = index.offset(nextBlock);
        long end = offset;
        int last = nextBlock;
        while (last < index.size() && index.offset(last) == end) {
            long blockEnd = end + index.blockBytes(last) + Footer.BLOCK_TRAILER_BYTES;
            if (last > nextBlock && blockEnd - offset > readaheadBytes) {
                break;
            }
            end = blockEnd;
            last++;
        }
        int length = (int) (end - offset);
        if (chunk.length < length) {
            chunk = new byte[length];
        }
        table.source().read(offset, chunk, 0, length);
        bytesRead += length;
        chunkPosition = 0;
        chunkBlocksEnd = last;
    }

    /** The user key from index 0 on. */
    public byte[] key() {
        return entries.key();
    }

    /** Of the user key, in bytes. */
    public int keyLength() {
        return InternalKeys.userKeyLength(entries.keyLength());
    }

    /** The array that the value is in. */
    public byte[] value() {
        return entries.value();
    }

    public int valueStart() {
        return entries.valueStart();
    }

    /** In bytes. */
    public int valueLength() {
        return entries.valueLength();
    }

    /** The number of the write that made the entry: the higher the newer. */
    public long sequence() {
        return table.sequence(InternalKeys.sequence(trailer));
    }

    public EntryType type() {
        return type;
    }

    /** What was read so far, the index included, in bytes. */
    public long bytesRead() {
        return bytesRead;
    }

    private UnsupportedTableException unknownType() {
        int code = InternalKeys.type(trailer);
        String found =
                switch (code) {
                    case 0x11 -> "a value in a blob file";
                    case 0x14 -> "a deletion with a timestamp";
                    case 0x16 -> "an entity of several columns";
                    default -> "an entry of type 0x" + Integer.toHexString(code);
                };
        return new UnsupportedTableException(
                table.name(), found + " in the block at byte " + blockOffset, "values, deletions and merge operands");
    }
}
