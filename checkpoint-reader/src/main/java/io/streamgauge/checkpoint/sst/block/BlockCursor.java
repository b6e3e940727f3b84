package io.streamgauge.checkpoint.sst.block;

import io.streamgauge.checkpoint.CheckpointFormatException;
import java.util.Arrays;

/**
 * The entries of one block after the other, without garbage. Keys are stored as the difference to the one before, {@code shared} bytes of
 * it and the rest; see RocksDB's {@code table/block_based/block_builder.cc}. Not thread-safe.
 */
public final class BlockCursor {

    private static final int HASH_INDEX_BIT = 1 << 31;
    private static final int RESERVED_BIT = 1 << 30;
    private static final int UNIFORM_KEYS_BIT = 1 << 29;
    private static final int SEPARATED_BIT = 1 << 28;
    private static final int FOOTER_BYTES = 4;

    /** Short keys are copied in words, which may write this much behind them. */
    private static final int SLACK = 8;

    private final String file;
    private long offset;
    private byte[] block = new byte[0];
    private int blockEnd;
    private int position;
    private int entriesEnd;
    private boolean valueLengths = true;

    private byte[] key = new byte[64];
    private int keyLength;
    private int shared;
    private int valueStart;
    private int valueLength;

    public BlockCursor(String file) {
        this.file = file;
    }

    /** Goes before the first entry of the block that was decoded. */
    public void reset(BlockDecoder decoded, long blockOffset)
            throws CheckpointFormatException, UnsupportedTableException {
        reset(decoded, blockOffset, true);
    }

    /**
     * Goes before the first entry of the block that was decoded.
     *
     * @param lengths false for index blocks whose entries do not tell the length of their value: {@link #valueTaken} must be called
     */
    public void reset(BlockDecoder decoded, long blockOffset, boolean lengths)
            throws CheckpointFormatException, UnsupportedTableException {
        offset = blockOffset;
        block = decoded.data();
        position = decoded.start();
        blockEnd = decoded.start() + decoded.length();
        valueLengths = lengths;
        keyLength = 0;
        entriesEnd = entriesEnd(decoded.start());
    }

    private int entriesEnd(int start) throws CheckpointFormatException, UnsupportedTableException {
        int end = blockEnd - FOOTER_BYTES;
        if (end < start) {
            throw wrong("a block of " + (blockEnd - start) + " bytes", "at least " + FOOTER_BYTES);
        }
        int packed = (int) BlockInput.INT.get(block, end);
        if ((packed & SEPARATED_BIT) != 0 && (packed & RESERVED_BIT) == 0) {
            throw new UnsupportedTableException(
                    file, "a block with keys apart from values", "blocks with both together");
        }
        if ((packed & HASH_INDEX_BIT) != 0) {
            if (end - 2 < start) {
                throw wrong("a block of " + (blockEnd - start) + " bytes", "a hash index in it");
            }
            end -= 2;
            end -= (block[end] & 0xff) | ((block[end + 1] & 0xff) << 8);
        }
        int restarts = packed & ~(HASH_INDEX_BIT | UNIFORM_KEYS_BIT);
        long entries = end - 4L * restarts;
        if (restarts < 0 || entries < start) {
            throw wrong(Integer.toUnsignedString(restarts) + " restart points", "as many as fit before its end");
        }
        return (int) entries;
    }

    /** Goes to the next entry; false at the end of the block. */
    public boolean next() throws CheckpointFormatException {
        int at = position;
        if (at >= entriesEnd) {
            return false;
        }
        byte[] bytes = block;
        int sharing = bytes[at];
        int own = bytes[at + 1];
        int length = valueLengths ? bytes[at + 2] : 0;
        if ((sharing | own | length) >= 0) {
            // The footer of four bytes lies behind: what was read is of this block.
            at += valueLengths ? 3 : 2;
        } else {
            BlockInput input = new BlockInput(file, offset, bytes, at, entriesEnd - at);
            sharing = length32(input);
            own = length32(input);
            length = valueLengths ? length32(input) : 0;
            at = input.position();
        }
        if (sharing > keyLength || (long) own + length > entriesEnd - at) {
            throw wrong(
                    "an entry that shares " + sharing + " bytes and has " + own + " and " + length + " of its own",
                    "at most " + keyLength + " shared and " + (entriesEnd - at) + " in all");
        }
        appendKey(bytes, at, sharing, own);
        shared = sharing;
        valueStart = at + own;
        valueLength = length;
        position = valueStart + length;
        return true;
    }

    private void appendKey(byte[] from, int at, int sharing, int own) {
        int total = sharing + own;
        if (total + SLACK > key.length) {
            key = Arrays.copyOf(key, Math.max(total + SLACK, 2 * key.length));
        }
        byte[] to = key;
        if (own <= 32 && at + 32 <= from.length && sharing + 32 <= to.length) {
            for (int i = 0; i < own; i += 8) {
                BlockInput.LONG.set(to, sharing + i, (long) BlockInput.LONG.get(from, at + i));
            }
        } else {
            System.arraycopy(from, at, to, sharing, own);
        }
        keyLength = total;
    }

    private int length32(BlockInput input) throws CheckpointFormatException {
        long length = input.varint64();
        if (length < 0 || length > Integer.MAX_VALUE - SLACK) {
            throw wrong("a length of " + Long.toUnsignedString(length), "one within the block");
        }
        return (int) length;
    }

    /** The entry's key from index 0, overwritten by the next. */
    public byte[] key() {
        return key;
    }

    /** In bytes, trailer of internal keys included. */
    public int keyLength() {
        return keyLength;
    }

    /** How many bytes of the key are the ones of the entry before. */
    public int shared() {
        return shared;
    }

    /** The array that the value is in. */
    public byte[] value() {
        return block;
    }

    public int valueStart() {
        return valueStart;
    }

    public int valueLength() {
        return valueLength;
    }

    /** What is left from the value on, for entries that do not tell its length. */
    public BlockInput valueInput() {
        return new BlockInput(file, offset, block, valueStart, valueLengths ? valueLength : entriesEnd - valueStart);
    }

    /** Tells where the value ended. */
    public void valueTaken(BlockInput input) {
        position = input.position();
    }

    private CheckpointFormatException wrong(String found, String expected) {
        return new CheckpointFormatException(file, offset, "found in this block " + found + ", expected " + expected);
    }
}
