package io.streamgauge.agent.history.codec;

/** Reads what {@link BitSink} wrote. */
final class BitSource {

    private final ByteSource in;
    private long pending;
    private int pendingBits;

    BitSource(ByteSource in) {
        this.in = in;
    }

    long take(int width) {
        return width > 32 ? take32(width - 32) << 32 | take32(32) : take32(width);
    }

    private long take32(int width) {
        if (width == 0) {
            return 0;
        }
        while (pendingBits < width) {
            pending = (pending << 8) | in.takeByte();
            pendingBits += 8;
        }
        pendingBits -= width;
        return (pending >>> pendingBits) & (-1L >>> (64 - width));
    }
}
