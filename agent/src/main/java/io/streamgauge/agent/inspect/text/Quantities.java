package io.streamgauge.agent.inspect.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them. */
public final class Quantities {
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final String[] DECIMAL = {"", "k", "M", "G", "T"};
    private static final int EXACT_COUNTS = 10_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Quantities() {}

    /** Two or three digits that count: {@code 1.4 GiB}. */
    public static String bytes(long bytes) {
        double value = Math.abs((double) bytes);
        int unit = 0;
        // From 999.5 on three digits would round to four.
        while (value >= (unit == 0 ? 1000 : 999.5) && unit < BINARY.length - 1) {
            value /= 1024;
            unit++;
        }
        String digits = unit == 0 || value >= 9.95 ? Long.toString(Math.round(value)) : oneDecimal(value);
        return (bytes < 0 ? "-" : "") + digits + " " + BINARY[unit];
    }

    /** Exact below 10,000, then as {@code 12.3M}. */
    public static String count(double count) {
        double value = Math.abs(count);
        String sign = count < 0 ? "-" : "";
        if (value < EXACT_COUNTS) {
            return sign + Math.round(value);
        }
        int unit = 0;
        while (value >= 999.5 && unit < DECIMAL.length - 1) {
            value /= 1000;
            unit++;
        }
        return sign + (value >= 99.95 ? Long.toString(Math.round(value)) : oneDecimal(value)) + DECIMAL[unit];
    }

    /** {@code 62 %}; what is there but rounds to nothing is {@code <1 %}. */
    static String share(double share) {
        if (share > 0 && share < 0.005) {
            return "<1 %";
        }
        return Math.round(100 * share) + " %";
    }

    static String signed(String number) {
        return number.startsWith("-") || number.equals("0") || number.equals("0 B") ? number : "+" + number;
    }

    static String ratio(double ratio) {
        return ratio >= 9.95 ? Long.toString(Math.round(ratio)) : oneDecimal(ratio);
    }

    /** One unit, rounded down: {@code 3 h}. */
    public static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min";
        }
        if (seconds < 172_800) {
            return seconds / 3600 + " h";
        }
        long days = seconds / 86_400;
        return days < 730 ? days + " d" : days / 365 + " y";
    }

    /** How long something took. */
    static String took(Duration took) {
        double seconds = took.toNanos() / 1e9;
        return seconds < 9.95 ? String.format(Locale.ROOT, "%.2f s", seconds) : age(took);
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    /** With its unit, in the plural where it has to be. */
    public static String plural(long count, String one) {
        return count + " " + (count == 1 ? one : one + "s");
    }

    private static String oneDecimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
