package io.streamgauge.agent.history.codec;

import java.util.Arrays;

/**
 * A block of time: a header with the times of its ticks, and for every {@link #GROUP} series a value with their columns.
 * docs/history.md has the format. Not thread-safe.
 */
public final class BlockCodec {

    /** Series that share a stored value: few enough that a damaged one costs little, enough for zstd to have matter. */
    public static final int GROUP = 64;

    public static final int MAX_TICKS = 4_096;

    private static final int VERSION = 1;
    private static final int ALL_PRESENT = 0;

    /** Takes one series of a block; NaN where it had no sample. The array is used again after the call. */
    public interface Visitor {
        void series(int seriesId, double[] values);
    }

    /** Takes the last value of one series of a block. */
    public interface LastVisitor {
        void last(int seriesId, int tick, double value);
    }

    /** What the header holds. */
    public static final class Header {
        public final SealedBlock block;
        public final long[] epochMillis;

        Header(SealedBlock block, long[] epochMillis) {
            this.block = block;
            this.epochMillis = epochMillis;
        }
    }

    private final ByteSink sink = new ByteSink();

    public byte[] encodeHeader(SealedBlock block, long[] epochMillis) {
        sink.clear();
        sink.putByte(VERSION);
        sink.putVarint(block.groups());
        sink.putVarint(block.payloadBytes());
        sink.putVarint(epochMillis.length);
        long before = 0;
        long step = 0;
        for (long time : epochMillis) {
            sink.putZigzag(time - before - step);
            step = before == 0 ? 0 : time - before;
            before = time;
        }
        return sink.toCheckedBytes();
    }

    public static Header decodeHeader(byte[] bytes) {
        ByteSource in = ByteSource.checked(bytes);
        version(in);
        int groups = in.takeCount(Integer.MAX_VALUE, "groups");
        long payloadBytes = in.takeVarint();
        int ticks = in.takeCount(MAX_TICKS, "ticks");
        if (ticks == 0) {
            throw new CorruptDataException("block without ticks");
        }
        long[] times = new long[ticks];
        long before = 0;
        long step = 0;
        for (int i = 0; i < ticks; i++) {
            times[i] = before + step + in.takeZigzag();
            if (times[i] <= before) {
                throw new CorruptDataException("time " + times[i] + " does not follow " + before);
            }
            step = before == 0 ? 0 : times[i] - before;
            before = times[i];
        }
        return new Header(new SealedBlock(times[0], before, groups, payloadBytes), times);
    }

    /** Series {@code from..to} of the table, which has a row of {@code ticks} values for each id, NaN for none. */
    public byte[] encodeGroup(int[] ids, double[][] columns, int from, int to, int ticks) {
        sink.clear();
        sink.putByte(VERSION);
        sink.putVarint(ticks);
        sink.putVarint(to - from);
        int before = 0;
        for (int i = from; i < to; i++) {
            sink.putVarint(ids[i] - before);
            before = ids[i];
        }
        ColumnCodec codec = new ColumnCodec(ticks);
        double[] present = new double[ticks];
        for (int i = from; i < to; i++) {
            int count = writePresence(columns[i], ticks, present);
            if (count > 0) {
                codec.write(present, count, sink);
            }
        }
        return sink.toCheckedBytes();
    }

    /** The last value of each series: what a reader takes who has no room for more points of an old block. */
    public byte[] encodeSummary(int[] ids, double[][] columns, int ticks) {
        sink.clear();
        sink.putByte(VERSION);
        sink.putVarint(ids.length);
        int before = 0;
        for (int i = 0; i < ids.length; i++) {
            int last = ticks - 1;
            while (last > 0 && Double.isNaN(columns[i][last])) {
                last--;
            }
            sink.putVarint(ids[i] - before);
            before = ids[i];
            sink.putVarint(ticks - 1 - last);
            sink.putNumber(columns[i][last]);
        }
        return sink.toCheckedBytes();
    }

    public static void decodeSummary(byte[] bytes, int ticks, LastVisitor visitor) {
        ByteSource in = ByteSource.checked(bytes);
        version(in);
        int count = in.takeCount(Integer.MAX_VALUE, "series");
        int id = 0;
        for (int i = 0; i < count; i++) {
            id += in.takeCount(Integer.MAX_VALUE - id, "series id");
            int tick = ticks - 1 - in.takeCount(ticks - 1, "ticks after the last sample");
            visitor.last(id, tick, in.takeNumber());
        }
    }

    /** Lengths of runs, the first of absent ticks; packs the values that are there. */
    private int writePresence(double[] column, int ticks, double[] present) {
        int count = 0;
        int runs = 0;
        boolean last = false;
        for (int tick = 0; tick < ticks; tick++) {
            boolean there = !Double.isNaN(column[tick]);
            if (there) {
                present[count++] = column[tick];
            }
            runs += there == last ? 0 : 1;
            last = there;
        }
        if (count == ticks) {
            sink.putVarint(ALL_PRESENT);
            return count;
        }
        sink.putVarint(runs + 1);
        int start = 0;
        last = false;
        for (int tick = 0; tick <= ticks; tick++) {
            boolean there = tick < ticks && !Double.isNaN(column[tick]);
            if (tick == ticks || there != last) {
                sink.putVarint(tick - start);
                start = tick;
                last = there;
            }
        }
        return count;
    }

    public static void decodeGroup(byte[] bytes, int expectedTicks, Visitor visitor) {
        ByteSource in = ByteSource.checked(bytes);
        version(in);
        int ticks = in.takeCount(MAX_TICKS, "ticks");
        if (ticks != expectedTicks) {
            throw new CorruptDataException("ticks: found " + ticks + ", the header says " + expectedTicks);
        }
        int[] ids = new int[in.takeCount(GROUP, "series")];
        int before = 0;
        for (int i = 0; i < ids.length; i++) {
            before += in.takeCount(Integer.MAX_VALUE - before, "series id");
            ids[i] = before;
        }
        ColumnCodec codec = new ColumnCodec(ticks);
        double[] present = new double[ticks];
        double[] column = new double[ticks];
        boolean[] there = new boolean[ticks];
        for (int id : ids) {
            int count = readPresence(in, there);
            if (count > 0) {
                codec.read(in, present, count);
            }
            int next = 0;
            for (int tick = 0; tick < ticks; tick++) {
                column[tick] = there[tick] ? present[next++] : Double.NaN;
            }
            visitor.series(id, column);
        }
        if (in.hasMore()) {
            throw new CorruptDataException("bytes left over after the last column");
        }
    }

    private static int readPresence(ByteSource in, boolean[] there) {
        int runs = in.takeCount(there.length + 1, "runs");
        if (runs == ALL_PRESENT) {
            Arrays.fill(there, true);
            return there.length;
        }
        int tick = 0;
        int count = 0;
        for (int run = 0; run < runs; run++) {
            int length = in.takeCount(there.length - tick, "run");
            boolean present = run % 2 == 1;
            Arrays.fill(there, tick, tick + length, present);
            tick += length;
            count += present ? length : 0;
        }
        if (tick != there.length) {
            throw new CorruptDataException("runs of " + tick + " ticks, expected " + there.length);
        }
        return count;
    }

    private static void version(ByteSource in) {
        int version = in.takeByte();
        if (version != VERSION) {
            throw new CorruptDataException("block version: found " + version + ", expected " + VERSION);
        }
    }
}
