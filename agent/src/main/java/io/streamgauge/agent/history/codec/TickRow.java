package io.streamgauge.agent.history.codec;

/**
 * One tick that is not yet part of a block: a pair of series id and value for each sample, in the order they came.
 *
 * <p>Whole numbers take one to eight bytes, all others nine.
 */
public final class TickRow {

    private static final int VERSION = 1;
    private static final int MAX_SAMPLES = 1 << 24;

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
            sink.putNumber(values[i]);
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
            visitor.sample(id, in.takeNumber());
        }
    }
}
