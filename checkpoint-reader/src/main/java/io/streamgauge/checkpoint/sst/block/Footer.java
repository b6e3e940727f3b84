package io.streamgauge.checkpoint.sst.block;

import io.streamgauge.checkpoint.CheckpointFormatException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last bytes of a table file, as in RocksDB's {@code table/format.cc}: format versions 0 to 5, which name two blocks, and 6 and 7,
 * which name one and guard themselves by a checksum.
 *
 * @param formatVersion 0 to {@link #NEWEST_FORMAT_VERSION}
 * @param metaindex the block that names all others
 * @param index null from format version 6 on: the metaindex tells
 * @param baseContextChecksum what from format version 6 on ties a block's checksum to its file and place; 0 before
 */
public record Footer(
        int formatVersion,
        ChecksumType checksumType,
        BlockHandle metaindex,
        @Nullable BlockHandle index,
        int baseContextChecksum) {

    /** Compression type and checksum behind each block. */
    public static final int BLOCK_TRAILER_BYTES = 5;

    /** Of the longest footer; the one of format version 0 is five shorter. */
    public static final int MAX_BYTES = 53;

    public static final int NEWEST_FORMAT_VERSION = 7;

    private static final int VERSION_0_BYTES = 48;
    private static final int HANDLES_BYTES = 40;
    private static final long MAGIC = 0x88e241b785f4cff7L;
    private static final long LEGACY_MAGIC = 0xdb4775248b80fb57L;
    private static final long PLAIN_MAGIC = 0x8242229663bf9564L;
    private static final long LEGACY_PLAIN_MAGIC = 0x4f3418eb7a8f13b8L;
    private static final long CUCKOO_MAGIC = 0x926789d0c5f17873L;
    private static final int EXTENDED_MAGIC = 0x007a003e;

    /**
     * Reads the footer of a file from its last bytes.
     *
     * @param tail the last bytes of the file, all of it if it is that short
     * @param tailOffset of the first of them in the file
     */
    public static Footer read(String file, byte[] tail, long tailOffset)
            throws CheckpointFormatException, UnsupportedTableException {
        if (tail.length < VERSION_0_BYTES) {
            throw new CheckpointFormatException(
                    file, 0, "found " + tail.length + " bytes, expected a table file of at least " + VERSION_0_BYTES);
        }
        long magicOffset = tailOffset + tail.length - 8;
        long magic = (long) BlockInput.LONG.get(tail, tail.length - 8);
        if (magic == LEGACY_MAGIC) {
            return readHandles(file, 0, ChecksumType.CRC32C, tail, tail.length - VERSION_0_BYTES, tailOffset);
        }
        if (magic == PLAIN_MAGIC || magic == LEGACY_PLAIN_MAGIC || magic == CUCKOO_MAGIC) {
            throw new UnsupportedTableException(file, "a plain or cuckoo table", "block-based tables");
        }
        if (magic != MAGIC || tail.length < MAX_BYTES) {
            throw new CheckpointFormatException(
                    file,
                    magicOffset,
                    "found the last bytes 0x" + Long.toHexString(magic) + ", expected 0x" + Long.toHexString(MAGIC)
                            + " of a block-based table; the file is cut off or not a table file");
        }
        int start = tail.length - MAX_BYTES;
        int version = (int) BlockInput.INT.get(tail, tail.length - 12);
        if (version < 1 || version > NEWEST_FORMAT_VERSION) {
            throw new UnsupportedTableException(
                    file, "format version " + Integer.toUnsignedString(version), "0 to " + NEWEST_FORMAT_VERSION);
        }
        ChecksumType checksum = ChecksumType.of(tail[start]);
        if (checksum == null) {
            throw new CheckpointFormatException(
                    file, tailOffset + start, "found checksum type " + tail[start] + ", expected 0 to 4");
        }
        return version < 6
                ? readHandles(file, version, checksum, tail, start + 1, tailOffset)
                : readGuarded(file, version, checksum, tail, start, tailOffset);
    }

    private static Footer readHandles(
            String file, int version, ChecksumType checksum, byte[] tail, int start, long tailOffset)
            throws CheckpointFormatException {
        BlockInput input = new BlockInput(file, tailOffset + start, tail, start, HANDLES_BYTES);
        return new Footer(version, checksum, BlockHandle.read(input), BlockHandle.read(input), 0);
    }

    private static Footer readGuarded(
            String file, int version, ChecksumType checksum, byte[] tail, int start, long tailOffset)
            throws CheckpointFormatException, UnsupportedTableException {
        long footerOffset = tailOffset + start;
        BlockInput input = new BlockInput(file, footerOffset + 1, tail, start + 1, HANDLES_BYTES);
        int extendedMagic = input.fixed32();
        int stored = input.fixed32();
        int base = input.fixed32();
        long metaindexSize = input.fixed32() & 0xffffffffL;
        if (extendedMagic != EXTENDED_MAGIC || base == 0) {
            throw new CheckpointFormatException(
                    file,
                    footerOffset + 1,
                    "found extended magic number 0x" + Integer.toHexString(extendedMagic) + " and context " + base
                            + ", expected 0x" + Integer.toHexString(EXTENDED_MAGIC) + " and one that is not 0");
        }
        if (checksum != ChecksumType.NONE) {
            byte[] cleared = Arrays.copyOfRange(tail, start, start + MAX_BYTES);
            BlockInput.INT.set(cleared, 5, 0);
            int computed = checksum.compute(cleared, 0, MAX_BYTES) + contextModifier(base, footerOffset);
            if (computed != stored) {
                throw new CheckpointFormatException(
                        file, footerOffset, "found a footer that does not fit its " + checksum + " checksum");
            }
        }
        if ((long) BlockInput.LONG.get(tail, start + 1 + HANDLES_BYTES - 8) != 0) {
            throw new UnsupportedTableException(file, "a footer with reserved bytes in use", "footers without");
        }
        long metaindexOffset = footerOffset - BLOCK_TRAILER_BYTES - metaindexSize;
        return new Footer(version, checksum, new BlockHandle(metaindexOffset, metaindexSize), null, base);
    }

    /** What is added to the plain checksum of a block at this offset: {@code ChecksumModifierForContext} in table/format.h. */
    int contextModifier(long offset) {
        return contextModifier(baseContextChecksum, offset);
    }

    private static int contextModifier(int base, long offset) {
        return base == 0 ? 0 : base ^ ((int) offset + (int) (offset >>> 32));
    }
}
