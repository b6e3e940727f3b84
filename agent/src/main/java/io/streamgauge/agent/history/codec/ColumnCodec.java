package io.streamgauge.agent.history.codec;

import java.util.Arrays;

/**
 * The values of one series over one block, without loss: every double comes back bit by bit.
 *
 * <p>Most of what is measured are whole numbers, or whole numbers divided by a small one (a rate over a minute, a time in
 * milliseconds). Those are stored as differences in frames of as many bits as the widest needs; what is left goes by
 * XOR with the value before. docs/history.md has the format. Not thread-safe.
 */
final class ColumnCodec {

    /** Values a frame; narrow enough that one jump widens few neighbours. */
    static final int FRAME = 32;

    private static final int CONSTANT = 0;
    private static final int XOR = 1;
    /** Whole numbers as they are, their differences, the differences of those. */
    private static final int WHOLE_0 = 2;

    private static final int MAX_ORDER = 2;

    /** What a value may be multiplied by to be whole; the place in here is stored. */
    private static final double[] SCALES = {1, 60, 1_000, 10, 100, 3_600, 1_000_000};

    private static final double MAX_WHOLE = 1L << 53;

    private final long[] whole;
    private final long[][] differences;

    ColumnCodec(int maxValues) {
        whole = new long[maxValues];
        differences = new long[MAX_ORDER + 1][maxValues];
    }

    /** The first {@code count} values; at least one. */
    void write(double[] values, int count, ByteSink out) {
        if (constant(values, count)) {
            out.putByte(CONSTANT);
            out.putLong(Double.doubleToRawLongBits(values[0]));
            return;
        }
        for (int scale = 0; scale < SCALES.length; scale++) {
            if (fits(values, count, SCALES[scale])) {
                writeWhole(count, scale, out);
                return;
            }
        }
        writeXor(values, count, out);
    }

    void read(ByteSource in, double[] values, int count) {
        int form = in.takeByte();
        int kind = form & 0x0F;
        int scale = form >>> 4;
        if (form == CONSTANT) {
            double value = Double.longBitsToDouble(in.takeLong());
            Arrays.fill(values, 0, count, value);
        } else if (form == XOR) {
            readXor(in, values, count);
        } else if (kind >= WHOLE_0 && kind <= WHOLE_0 + MAX_ORDER && scale < SCALES.length) {
            readWhole(in, values, count, kind - WHOLE_0, SCALES[scale]);
        } else {
            throw new CorruptDataException("column form: found " + form);
        }
    }

    private static boolean constant(double[] values, int count) {
        long first = Double.doubleToRawLongBits(values[0]);
        for (int i = 1; i < count; i++) {
            if (Double.doubleToRawLongBits(values[i]) != first) {
                return false;
            }
        }
        return true;
    }

    /** Leaves the scaled values in {@link #whole}. */
    private boolean fits(double[] values, int count, double scale) {
        for (int i = 0; i < count; i++) {
            double scaled = Math.rint(values[i] * scale);
            // Written so that NaN and infinities do not fit; the bits tell -0.0 from 0.0.
            if (!(Math.abs(scaled) <= MAX_WHOLE)
                    || Double.doubleToRawLongBits(((long) scaled) / scale) != Double.doubleToRawLongBits(values[i])) {
                return false;
            }
            whole[i] = (long) scaled;
        }
        return true;
    }

    private void writeWhole(int count, int scale, ByteSink out) {
        int best = 0;
        long bestBits = Long.MAX_VALUE;
        for (int order = 0; order <= MAX_ORDER && order < count; order++) {
            difference(order, count);
            long bits = frameBits(differences[order], order, count);
            if (bits < bestBits) {
                best = order;
                bestBits = bits;
            }
        }
        out.putByte(scale << 4 | (WHOLE_0 + best));
        for (int i = 0; i < best; i++) {
            out.putZigzag(differences[i][i]);
        }
        writeFrames(differences[best], best, count, out);
    }

    /** Element i of order k is the difference of elements i and i-1 of order k-1. */
    private void difference(int order, int count) {
        if (order == 0) {
            System.arraycopy(whole, 0, differences[0], 0, count);
            return;
        }
        long[] below = differences[order - 1];
        for (int i = count - 1; i >= order; i--) {
            differences[order][i] = below[i] - below[i - 1];
        }
    }

    private static long frameBits(long[] numbers, int from, int count) {
        long bits = 0;
        for (int start = from; start < count; start += FRAME) {
            int end = Math.min(start + FRAME, count);
            long min = min(numbers, start, end);
            int minBits = 64 - Long.numberOfLeadingZeros((min << 1) ^ (min >> 63));
            bits += (long) (end - start) * width(numbers, start, end, min) + minBits;
        }
        return bits;
    }

    private static void writeFrames(long[] numbers, int from, int count, ByteSink out) {
        BitSink bits = new BitSink(out);
        for (int start = from; start < count; start += FRAME) {
            int end = Math.min(start + FRAME, count);
            long min = min(numbers, start, end);
            int width = width(numbers, start, end, min);
            out.putByte(width);
            out.putZigzag(min);
            for (int i = start; i < end; i++) {
                bits.put(numbers[i] - min, width);
            }
            bits.finish();
        }
    }

    private void readWhole(ByteSource in, double[] values, int count, int order, double scale) {
        if (order >= count) {
            throw new CorruptDataException("column of " + count + " values cannot hold differences of order " + order);
        }
        long[] start = new long[MAX_ORDER];
        for (int i = 0; i < order; i++) {
            start[i] = in.takeZigzag();
        }
        for (int frame = order; frame < count; frame += FRAME) {
            int end = Math.min(frame + FRAME, count);
            int width = in.takeByte();
            if (width > 64) {
                throw new CorruptDataException("frame width: found " + width + ", expected 0..64");
            }
            long min = in.takeZigzag();
            BitSource bits = new BitSource(in);
            for (int i = frame; i < end; i++) {
                whole[i] = min + bits.take(width);
            }
        }
        for (int level = order - 1; level >= 0; level--) {
            whole[level] = start[level];
            for (int i = level + 1; i < count; i++) {
                whole[i] += whole[i - 1];
            }
        }
        for (int i = 0; i < count; i++) {
            values[i] = whole[i] / scale;
        }
    }

    /** A bit 0 repeats the value; 10 has the changed bits in the last range, 11 in a new one. */
    private static void writeXor(double[] values, int count, ByteSink out) {
        out.putByte(XOR);
        long before = Double.doubleToRawLongBits(values[0]);
        out.putLong(before);
        BitSink bits = new BitSink(out);
        int leading = 64;
        int length = 0;
        for (int i = 1; i < count; i++) {
            long now = Double.doubleToRawLongBits(values[i]);
            long changed = now ^ before;
            before = now;
            if (changed == 0) {
                bits.put(0, 1);
                continue;
            }
            int nowLeading = Long.numberOfLeadingZeros(changed);
            int nowTrailing = Long.numberOfTrailingZeros(changed);
            int trailing = 64 - leading - length;
            boolean within = nowLeading >= leading && nowTrailing >= trailing;
            // A range that is much too wide costs more than the 12 bits of a new one.
            if (within && length <= 64 - nowLeading - nowTrailing + 12) {
                bits.put(0b10, 2);
            } else {
                leading = nowLeading;
                length = 64 - nowLeading - nowTrailing;
                trailing = nowTrailing;
                bits.put(0b11, 2);
                bits.put(leading, 6);
                bits.put(length - 1, 6);
            }
            bits.put(changed >>> trailing, length);
        }
        bits.finish();
    }

    private static void readXor(ByteSource in, double[] values, int count) {
        long before = in.takeLong();
        values[0] = Double.longBitsToDouble(before);
        BitSource bits = new BitSource(in);
        int leading = 64;
        int length = 0;
        for (int i = 1; i < count; i++) {
            if (bits.take(1) == 1) {
                if (bits.take(1) == 1) {
                    leading = (int) bits.take(6);
                    length = (int) bits.take(6) + 1;
                }
                int trailing = 64 - leading - length;
                if (trailing < 0) {
                    throw new CorruptDataException("range of " + length + " bits after " + leading);
                }
                before ^= bits.take(length) << trailing;
            }
            values[i] = Double.longBitsToDouble(before);
        }
    }

    private static long min(long[] numbers, int start, int end) {
        long min = numbers[start];
        for (int i = start + 1; i < end; i++) {
            min = Math.min(min, numbers[i]);
        }
        return min;
    }

    private static int width(long[] numbers, int start, int end, long min) {
        long spread = 0;
        for (int i = start; i < end; i++) {
            spread |= numbers[i] - min;
        }
        return 64 - Long.numberOfLeadingZeros(spread);
    }
}
