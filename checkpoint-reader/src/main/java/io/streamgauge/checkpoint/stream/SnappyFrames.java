package io.streamgauge.checkpoint.stream;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.checksum.MaskedCrc32c;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.IOException;

/**
 * A key group that Flink's SnappyStreamCompressionDecorator compressed: Snappy's framing format, of which each frame holds at most 64 KiB
 * and carries a masked CRC-32C of them.
 */
final class SnappyFrames implements GroupInput {
    private static final int MOST_FRAME_BYTES = 1 << 16;
    private static final int HEADER_BYTES = 4;
    private static final int CHECKSUM_BYTES = 4;

    private static final int COMPRESSED = 0x00;
    private static final int UNCOMPRESSED = 0x01;
    private static final int FIRST_SKIPPABLE = 0x80;
    /** The identifier that each stream starts with is skipped as well: a wrong one fails at the first frame. */
    private static final int IDENTIFIER = 0xff;

    /** Of Snappy's own encoding: 64 bytes of three. */
    private static final long MOST_EXPANSION = 22;

    private final ByteSource source;
    private final SnappyDecompressor decompressor = new SnappyDecompressor();
    private final byte[] header = new byte[HEADER_BYTES];
    private final long end;
    private long position;
    private byte[] compressed = new byte[0];
    private byte[] frame = new byte[0];
    private int framePosition;
    private int frameLength;

    SnappyFrames(ByteSource source, long start, long size) {
        this.source = source;
        this.position = start;
        this.end = start + size;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (framePosition == frameLength) {
            if (position == end) {
                return -1;
            }
            nextFrame();
        }
        int count = Math.min(length, frameLength - framePosition);
        System.arraycopy(frame, framePosition, target, offset, count);
        framePosition += count;
        return count;
    }

    @Override
    public long atMost() {
        return frameLength - framePosition + (end - position) * MOST_EXPANSION;
    }

    @Override
    public CheckpointFormatException problem(String problem) {
        return new CheckpointFormatException(source.name(), position, problem + " (in a Snappy frame before here)");
    }

    private void nextFrame() throws IOException {
        long start = position;
        if (end - start < HEADER_BYTES) {
            throw corrupt(start, "found " + (end - start) + " bytes, expected the header of a frame, which has 4");
        }
        source.read(start, header, 0, HEADER_BYTES);
        int type = header[0] & 0xff;
        int length = (header[1] & 0xff) | (header[2] & 0xff) << 8 | (header[3] & 0xff) << 16;
        if (length > end - start - HEADER_BYTES) {
            throw corrupt(
                    start, "found a frame of " + length + " bytes, expected at most " + (end - start - HEADER_BYTES));
        }
        position = start + HEADER_BYTES + length;
        framePosition = 0;
        frameLength = 0;
        if (type == COMPRESSED || type == UNCOMPRESSED) {
            readFrame(start, type, length);
        } else if (type < FIRST_SKIPPABLE) {
            throw corrupt(start, "found a frame of type " + type + ", expected 0, 1 or one that may be skipped");
        } else if (type == IDENTIFIER && length != 6) {
            throw corrupt(start, "found an identifier of " + length + " bytes, expected 6");
        }
    }

    private void readFrame(long start, int type, int length) throws IOException {
        if (length < CHECKSUM_BYTES || length - CHECKSUM_BYTES > MOST_FRAME_BYTES + MOST_FRAME_BYTES / 6 + 32) {
            throw corrupt(start, "found a frame of " + length + " bytes, expected 4 to 76 KiB");
        }
        if (compressed.length < length) {
            compressed = new byte[Math.max(length, Math.min(MOST_FRAME_BYTES, 2 * compressed.length))];
        }
        source.read(start + HEADER_BYTES, compressed, 0, length);
        int bytes = length - CHECKSUM_BYTES;
        int plain = type == UNCOMPRESSED ? bytes : plainLength(start, bytes);
        if (plain < 0 || plain > MOST_FRAME_BYTES || plain > MOST_EXPANSION * Math.max(bytes, 1)) {
            throw corrupt(start, "found a frame of " + plain + " bytes, expected at most 64 KiB");
        }
        if (frame.length < plain) {
            frame = new byte[plain];
        }
        if (type == UNCOMPRESSED) {
            System.arraycopy(compressed, CHECKSUM_BYTES, frame, 0, plain);
        } else {
            decompress(start, bytes, plain);
        }
        frameLength = plain;
        verify(start);
    }

    private int plainLength(long start, int bytes) throws CheckpointFormatException {
        try {
            return SnappyDecompressor.getUncompressedLength(compressed, CHECKSUM_BYTES);
        } catch (MalformedInputException | IndexOutOfBoundsException e) {
            throw corrupt(start, "found " + bytes + " bytes that Snappy did not write, expected a compressed frame");
        }
    }

    private void decompress(long start, int bytes, int plain) throws CheckpointFormatException {
        try {
            int written = decompressor.decompress(compressed, CHECKSUM_BYTES, bytes, frame, 0, plain);
            if (written != plain) {
                throw corrupt(start, "found " + written + " bytes in a frame, expected " + plain);
            }
        } catch (MalformedInputException | IndexOutOfBoundsException e) {
            throw corrupt(start, "found " + bytes + " bytes that Snappy did not write, expected a compressed frame");
        }
    }

    private void verify(long start) throws CheckpointFormatException {
        int masked = MaskedCrc32c.of(frame, 0, frameLength);
        int expected = (compressed[0] & 0xff)
                | (compressed[1] & 0xff) << 8
                | (compressed[2] & 0xff) << 16
                | (compressed[3] & 0xff) << 24;
        if (masked != expected) {
            throw corrupt(start, String.format("found checksum 0x%08x of a frame, expected 0x%08x", masked, expected));
        }
    }

    private CheckpointFormatException corrupt(long at, String problem) {
        return new CheckpointFormatException(source.name(), at, problem);
    }
}
