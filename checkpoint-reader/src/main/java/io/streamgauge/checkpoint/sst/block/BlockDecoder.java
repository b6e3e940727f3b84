package io.streamgauge.checkpoint.sst.block;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.streamgauge.checkpoint.CheckpointFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bytes of a block from those stored: verifies the checksum, decompresses. Keeps its buffer, so a block is valid until the next
 * one. Not thread-safe.
 */
public final class BlockDecoder {

    /** Larger blocks are refused, so that no file makes the reader run out of memory. A block holds at least one whole value. */
    public static final int MAX_BLOCK_BYTES = 256 << 20;

    private static final int NONE = 0;
    private static final int SNAPPY = 1;
    private static final int LZ4 = 4;
    private static final int LZ4HC = 5;
    private static final int ZSTD = 7;

    private final String file;
    private final Footer footer;
    private final boolean verify;
    /** Made when first needed, as most decoders see no compressed block and Zstd's tables are large; of one compression type. */
    private @Nullable Decompressor codec;

    private int codecType = NONE;
    private byte[] decompressed = new byte[0];
    private byte[] data = decompressed;
    private int start;
    private int length;

    /**
     * For one file.
     *
     * @param verify whether checksums are verified
     */
    public BlockDecoder(String file, Footer footer, boolean verify) {
        this.file = file;
        this.footer = footer;
        this.verify = verify && footer.checksumType() != ChecksumType.NONE;
    }

    /** Of the block decoded last: the array that it is in, which may be the one it was given. */
    public byte[] data() {
        return data;
    }

    /** Of the block decoded last: index of its first byte in {@link #data}. */
    public int start() {
        return start;
    }

    /** Of the block decoded last, in bytes. */
    public int length() {
        return length;
    }

    /**
     * Decodes one block.
     *
     * @param stored holds the block and its trailer
     * @param at index of the block in {@code stored}
     * @param size in bytes, without the trailer
     * @param offset of the block in its file, in bytes
     * @param dictionary whether blocks of this kind were compressed with the file's dictionary
     */
    public void decode(byte[] stored, int at, int size, long offset, boolean dictionary)
            throws CheckpointFormatException, UnsupportedTableException {
        if (verify) {
            int computed = footer.checksumType().compute(stored, at, size + 1) + footer.contextModifier(offset);
            int expected = (int) BlockInput.INT.get(stored, at + size + 1);
            if (computed != expected) {
                throw new CheckpointFormatException(
                        file,
                        offset,
                        "found a block of " + size + " bytes with " + footer.checksumType() + " checksum 0x"
                                + Integer.toHexString(computed) + ", expected 0x" + Integer.toHexString(expected)
                                + "; the file is damaged");
            }
        }
        int type = stored[at + size] & 0xff;
        if (type == NONE) {
            data = stored;
            start = at;
            length = size;
            return;
        }
        if (dictionary && type != SNAPPY) {
            throw new UnsupportedTableException(
                    file, name(type) + " with a dictionary", "blocks compressed without one");
        }
        decompress(type, stored, at, size, offset);
    }

    private void decompress(int type, byte[] stored, int at, int size, long offset)
            throws CheckpointFormatException, UnsupportedTableException {
        BlockInput input = new BlockInput(file, offset, stored, at, size);
        Decompressor decompressor = codec(type);
        // The longest that the formats can make of a byte: 64 bytes a three-byte copy, 255 a byte of length, 128 KiB a
        // four-byte block.
        long ratio = type == SNAPPY ? 22 : type == ZSTD ? 1 << 15 : 255;
        long size64 = decompressedSize(type, stored, at, size, input);
        if (size64 < 0 || size64 > Math.min(MAX_BLOCK_BYTES, size * ratio + 64)) {
            throw new CheckpointFormatException(
                    file,
                    offset,
                    "found a " + name(type) + " block of " + size + " bytes that claims to hold "
                            + Long.toUnsignedString(size64) + ", expected at most "
                            + Math.min(MAX_BLOCK_BYTES, size * ratio + 64));
        }
        int expected = (int) size64;
        if (decompressed.length < expected) {
            decompressed = new byte[Math.max(expected, Math.min(MAX_BLOCK_BYTES, 2 * decompressed.length))];
        }
        int found = decompress(decompressor, type, stored, input, expected, offset);
        if (found != expected) {
            throw new CheckpointFormatException(
                    file, offset, "found a " + name(type) + " block of " + found + " bytes, expected " + expected);
        }
        data = decompressed;
        start = 0;
        length = expected;
    }

    private int decompress(
            Decompressor decompressor, int type, byte[] stored, BlockInput input, int expected, long offset)
            throws CheckpointFormatException {
        try {
            return decompressor.decompress(stored, input.position(), input.remaining(), decompressed, 0, expected);
        } catch (RuntimeException e) {
            // Malformed input, or a check of bounds inside the codec.
            CheckpointFormatException wrong = new CheckpointFormatException(
                    file, offset, "found a broken " + name(type) + " block: " + e.getMessage());
            wrong.initCause(e);
            throw wrong;
        }
    }

    /** Leaves the input at what the codec takes: Snappy has the length itself, LZ4 of format versions 0 and 1 has it in eight bytes. */
    private long decompressedSize(int type, byte[] stored, int at, int size, BlockInput input)
            throws CheckpointFormatException {
        if (type == SNAPPY) {
            return new BlockInput(file, 0, stored, at, size).varint64();
        }
        return footer.formatVersion() < 2 && type != ZSTD ? input.fixed64() : input.varint64();
    }

    private Decompressor codec(int type) throws UnsupportedTableException {
        Decompressor known = codec;
        if (known == null || codecType != type) {
            known = newCodec(type);
            codec = known;
            codecType = type;
        }
        return known;
    }

    private Decompressor newCodec(int type) throws UnsupportedTableException {
        return switch (type) {
            case SNAPPY -> new SnappyDecompressor();
            case LZ4, LZ4HC -> new Lz4Decompressor();
            case ZSTD -> new ZstdDecompressor();
            default -> throw new UnsupportedTableException(
                    file, "compression type " + name(type), "none, Snappy, LZ4, LZ4HC and Zstd");
        };
    }

    private static String name(int type) {
        return switch (type) {
            case SNAPPY -> "Snappy";
            case 2 -> "Zlib";
            case 3 -> "BZip2";
            case LZ4 -> "LZ4";
            case LZ4HC -> "LZ4HC";
            case 6 -> "Xpress";
            case ZSTD -> "Zstd";
            default -> "0x" + Integer.toHexString(type);
        };
    }
}
