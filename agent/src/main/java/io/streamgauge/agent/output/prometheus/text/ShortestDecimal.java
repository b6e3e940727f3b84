package io.streamgauge.agent.output.prometheus.text;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back as the same double, by Raffaello Giulietti's Schubfach ("The Schubfach way to
 * render doubles", 2020). Double.toString of JDK 17 is slower and not always shortest. Results are handed back through a
 * packed pair, so that printing makes no garbage.
 */
final class ShortestDecimal {

    private static final int MIN_POWER = -292;
    private static final int MAX_POWER = 324;
    private static final int FRACTION_BITS = 52;
    private static final long FRACTION_MASK = (1L << FRACTION_BITS) - 1;
    private static final int MIN_EXPONENT = -1074;
    private static final long LOW_63 = Long.MAX_VALUE;

    /** Upper and lower 63 bits of 10^power, scaled to 126 bits and rounded up. */
    private static final long[] HIGH = new long[MAX_POWER - MIN_POWER + 1];

    private static final long[] LOW = new long[MAX_POWER - MIN_POWER + 1];
    /** floor(log2(10^power)). */
    private static final int[] LOG2 = new int[MAX_POWER - MIN_POWER + 1];

    static {
        for (int power = MIN_POWER; power <= MAX_POWER; power++) {
            BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
            int log2 = power >= 0 ? ten.bitLength() - 1 : -ten.bitLength();
            BigInteger scaled = power >= 0
                    ? (log2 <= 125 ? ten.shiftLeft(125 - log2) : ten.shiftRight(log2 - 125))
                    : BigInteger.ONE.shiftLeft(125 - log2).divide(ten);
            scaled = scaled.add(BigInteger.ONE);
            int at = power - MIN_POWER;
            HIGH[at] = scaled.shiftRight(63).longValue();
            LOW[at] = scaled.longValue() & LOW_63;
            LOG2[at] = log2;
        }
    }

    private ShortestDecimal() {}

    /** Power of ten of the last digit of {@link #digits}, before trailing zeros are taken off. */
    static int power(double magnitude) {
        long bits = Double.doubleToRawLongBits(magnitude);
        int biased = (int) (bits >>> FRACTION_BITS);
        int exponent = biased == 0 ? MIN_EXPONENT : biased + MIN_EXPONENT - 1;
        return power(exponent, isLowEdge(bits, biased));
    }

    /**
     * The digits of a finite magnitude above 0, at most 17 (18 with trailing zeros): the value is digits * 10^power.
     */
    static long digits(double magnitude) {
        long bits = Double.doubleToRawLongBits(magnitude);
        int biased = (int) (bits >>> FRACTION_BITS);
        long fraction = bits & FRACTION_MASK;
        int exponent = biased == 0 ? MIN_EXPONENT : biased + MIN_EXPONENT - 1;
        long significand = biased == 0 ? fraction : fraction | (1L << FRACTION_BITS);
        boolean lowEdge = isLowEdge(bits, biased);
        // An interval's ends read back as the value only where the significand is even.
        long open = significand & 1;
        int power = power(exponent, lowEdge);
        int at = -power - MIN_POWER;
        int shift = exponent + LOG2[at] + 2;
        long value = round(at, (significand << 2) << shift);
        long lower = round(at, ((significand << 2) - (lowEdge ? 1 : 2)) << shift);
        long upper = round(at, ((significand << 2) + 2) << shift);
        long floor = value >> 2;
        if (floor >= 10) {
            long tens = floor / 10 * 10;
            boolean tensIn = lower + open <= (tens << 2);
            boolean nextIn = ((tens + 10) << 2) + open <= upper;
            if (tensIn != nextIn) {
                return tensIn ? tens : tens + 10;
            }
        }
        boolean floorIn = lower + open <= (floor << 2);
        boolean nextIn = ((floor + 1) << 2) + open <= upper;
        if (floorIn != nextIn) {
            return floorIn ? floor : floor + 1;
        }
        long middle = value - ((2 * floor + 1) << 1);
        return middle < 0 || (middle == 0 && (floor & 1) == 0) ? floor : floor + 1;
    }

    /** The neighbour below a power of two is only half as far as the one above. */
    private static boolean isLowEdge(long bits, int biased) {
        return (bits & FRACTION_MASK) == 0 && biased > 1;
    }

    /** floor(log10(2^exponent)), or of 3/4 of that: fixed point, exact over the range of doubles. */
    private static int power(int exponent, boolean lowEdge) {
        return (int) ((exponent * 1_262_611L - (lowEdge ? 524_031L : 0)) >> 22);
    }

    /** The product, 126 bits after the point cut off, its last bit set when it was not whole. */
    private static long round(int at, long factor) {
        long middle = Math.multiplyHigh(LOW[at], factor);
        long low = HIGH[at] * factor;
        long high = Math.multiplyHigh(HIGH[at], factor);
        long sum = (low >>> 1) + middle;
        long whole = high + (sum >>> 63);
        return whole | (((sum & LOW_63) + LOW_63) >>> 63);
    }
}
