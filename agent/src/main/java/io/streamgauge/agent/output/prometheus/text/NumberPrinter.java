package io.streamgauge.agent.output.prometheus.text;

/** Prints numbers as Prometheus reads them, straight into bytes, without garbage. Stateless. */
public final class NumberPrinter {

    /** No number takes more bytes. */
    public static final int MAX_BYTES = 32;

    private static final double EXACT_WHOLE = 0x1p53;
    private static final byte[] PAIRS = new byte[200];

    static {
        for (int i = 0; i < 100; i++) {
            PAIRS[2 * i] = (byte) ('0' + i / 10);
            PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
    }

    private NumberPrinter() {}

    /** Returns the place after the last byte. */
    public static int print(double value, byte[] to, int at) {
        if (Math.abs(value) < EXACT_WHOLE && value == (long) value) {
            return print((long) value, to, at);
        }
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
            return special(value, to, at);
        }
        int next = at;
        double magnitude = value;
        if (value < 0) {
            to[next++] = '-';
            magnitude = -value;
        }
        long digits = ShortestDecimal.digits(magnitude);
        int power = ShortestDecimal.power(magnitude);
        while (digits % 10 == 0) {
            digits /= 10;
            power++;
        }
        return decimal(digits, power, to, next);
    }

    /** Returns the place after the last byte. */
    public static int print(long value, byte[] to, int at) {
        if (value >= 0) {
            return digits(value, length(value), to, at);
        }
        to[at] = '-';
        if (value == Long.MIN_VALUE) {
            // Its magnitude is no long.
            int next = digits(922_337_203_685_477_580L, 18, to, at + 1);
            to[next] = '8';
            return next + 1;
        }
        return digits(-value, length(-value), to, at + 1);
    }

    private static int decimal(long digits, int power, byte[] to, int at) {
        int length = length(digits);
        int point = length + power;
        if (power >= 0 && point <= 21) {
            int next = digits(digits, length, to, at);
            for (int i = 0; i < power; i++) {
                to[next++] = '0';
            }
            return next;
        }
        if (point > 0 && point < length) {
            int end = digits(digits, length, to, at + 1);
            System.arraycopy(to, at + 1, to, at, point);
            to[at + point] = '.';
            return end;
        }
        if (point <= 0 && point > -6) {
            int next = at;
            to[next++] = '0';
            to[next++] = '.';
            for (int i = point; i < 0; i++) {
                to[next++] = '0';
            }
            return digits(digits, length, to, next);
        }
        return scientific(digits, length, point - 1, to, at);
    }

    private static int scientific(long digits, int length, int exponent, byte[] to, int at) {
        int end = digits(digits, length, to, at + 1);
        to[at] = to[at + 1];
        if (length > 1) {
            to[at + 1] = '.';
        } else {
            end = at + 1;
        }
        to[end++] = 'e';
        to[end++] = (byte) (exponent < 0 ? '-' : '+');
        int magnitude = Math.abs(exponent);
        return digits(magnitude, length(magnitude), to, end);
    }

    private static int special(double value, byte[] to, int at) {
        String text = Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        for (int i = 0; i < text.length(); i++) {
            to[at + i] = (byte) text.charAt(i);
        }
        return at + text.length();
    }

    private static int digits(long value, int length, byte[] to, int at) {
        int end = at + length;
        int next = end;
        long rest = value;
        while (rest > Integer.MAX_VALUE) {
            long quotient = rest / 100;
            int pair = ((int) (rest - quotient * 100)) << 1;
            to[--next] = PAIRS[pair + 1];
            to[--next] = PAIRS[pair];
            rest = quotient;
        }
        int small = (int) rest;
        while (small >= 10) {
            int quotient = small / 100;
            int pair = (small - quotient * 100) << 1;
            to[--next] = PAIRS[pair + 1];
            to[--next] = PAIRS[pair];
            small = quotient;
            if (next - at < 2) {
                break;
            }
        }
        if (next > at) {
            to[--next] = (byte) ('0' + small);
        }
        return end;
    }

    private static int length(long value) {
        int length = 1;
        long bound = 10;
        while (length < 19 && value >= bound) {
            length++;
            bound *= 10;
        }
        return length;
    }
}
