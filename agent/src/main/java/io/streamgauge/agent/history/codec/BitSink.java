package io.streamgauge.agent.history.codec;

/** Numbers of any width up to 64 bits, highest bit first, behind the bytes of a {@link ByteSink}. */
final class BitSink {

    private final ByteSink out;
    private long pending;
    private int pendingBits;

    BitSink(ByteSink out) {
        this.out = out;
    }

    /** The low {@code width} bits. */
    void put(long value, int width) {
        if (width > 32) {
            put32(value >>> 32, width - 32);
            put32(value, 32);
        } else {
            put32(value, width);
        }
    }

    private void put32(long value, int width) {
        if (width == 0) {
            return;
        }
        pending = (pending << width) | (value & (-1L >>> (64 - width)));
        pendingBits += width;
        while (pendingBits >= 8) {
            pendingBits -= 8;
            out.putByte((int) (pending >>> pendingBits));
        }
    }

    /** Fills up the last byte with zeros. */
    void finish() {
        if (pendingBits > 0) {
            out.putByte((int) (pending << (8 - pendingBits)));
            pendingBits = 0;
        }
    }
}
