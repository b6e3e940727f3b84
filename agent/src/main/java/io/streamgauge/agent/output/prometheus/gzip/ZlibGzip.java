package io.streamgauge.agent.output.prometheus.gzip;

import io.streamgauge.agent.output.prometheus.text.ChunkedOutput;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Gzip by the JDK, fastest level. The rest of a page may be left to another encoder, which writes into the same stream.
 * One page at a time; not thread-safe.
 */
final class ZlibGzip implements ChunkedOutput.Sink {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 255};
    private static final byte[] NOTHING = {};

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 crc = new CRC32();
    private final byte[] block = new byte[16 << 10];
    private ChunkedOutput out;
    private long plainBytes;
    private boolean leftToOther;

    ZlibGzip(ChunkedOutput out) {
        this.out = out;
    }

    /** Starts a page. */
    void begin(ChunkedOutput to) {
        out = to;
        deflater.reset();
        crc.reset();
        plainBytes = 0;
        leftToOther = false;
        out.write(HEADER);
    }

    @Override
    public byte[] full(byte[] chunk, int length) {
        crc.update(chunk, 0, length);
        plainBytes += length;
        if (leftToOther) {
            return chunk;
        }
        deflater.setInput(chunk, 0, length);
        while (!deflater.needsInput()) {
            out.write(block, 0, deflater.deflate(block, 0, block.length));
        }
        return chunk;
    }

    /**
     * From here on only adds up what it is given: another encoder writes the rest of the deflate stream, from the byte
     * boundary that this leaves it at to the stream's end.
     */
    void leaveToOther() {
        leftToOther = true;
        if (plainBytes > 0) {
            int count;
            do {
                count = deflater.deflate(block, 0, block.length, Deflater.SYNC_FLUSH);
                out.write(block, 0, count);
            } while (count == block.length);
        }
    }

    /** Ends the page; all of it was handed over before. */
    void end() {
        if (!leftToOther) {
            deflater.setInput(NOTHING);
            deflater.finish();
            while (!deflater.finished()) {
                out.write(block, 0, deflater.deflate(block, 0, block.length));
            }
        }
        byte[] trailer = new byte[8];
        littleEndian(crc.getValue(), trailer, 0);
        littleEndian(plainBytes, trailer, 4);
        out.write(trailer);
    }

    void close() {
        deflater.end();
    }

    private static void littleEndian(long value, byte[] to, int at) {
        for (int i = 0; i < 4; i++) {
            to[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
