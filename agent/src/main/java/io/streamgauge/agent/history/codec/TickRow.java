package io.streamgauge.agent.history.codec;

/**
 * One tick that is not yet part of a block: a pair of series id and value for each sample, in the order they came.
 *
 * <p>Whole numbers take one to eight bytes, all others nine.
 */
public final class TickRow {

    private static final int VERSION = 1;
    private static final int MAX_SAMPLES = 1 << 24;
    private static final double MAX_WHOLE = 1L << 53;

    /** Takes one sample. */
    public interface Visitor {
        void sample(int seriesId, double value);
    }

    private TickRow() {}

    public static byte[] encode(int[] ids, double[] values, int count, ByteSink sink) {
        sink.clear();
        sink.putByte(VERSION);
        sink.putVarint(count);
        int before = 0;
        for (int i = 0; i < count; i++) {
            sink.putZigzag(ids[i] - before);
            before = ids[i];
            double value = values[i];
            long whole = (long) value;
            if (Math.abs(value) <= MAX_WHOLE
                    && Double.doubleToRawLongBits((double) whole) == Double.doubleToRawLongBits(value)) {
                sink.putVarint(((whole << 1) ^ (whole >> 63)) + 1);
            } else {
                sink.putByte(0);
                sink.putLong(Double.doubleToRawLongBits(value));
            }
        }
        return sink.toCheckedBytes();
    }

    public static void decode(byte[] row, Visitor visitor) {
        ByteSource in = ByteSource.checked(row);
        int version = in.takeByte();
        if (version != VERSION) {
            throw new CorruptDataException("row version: found " + version + ", expected " + VERSION);
        }
        int count = in.takeCount(MAX_SAMPLES, "samples");
        int id = 0;
        for (int i = 0; i < count; i++) {
            id += (int) in.takeZigzag();
            long tag = in.takeVarint();
            if (tag == 0) {
                visitor.sample(id, Double.longBitsToDouble(in.takeLong()));
            } else {
                long zigzag = tag - 1;
                visitor.sample(id, (double) ((zigzag >>> 1) ^ -(zigzag & 1)));
            }
        }
    }
}
