package io.streamgauge.agent.analysis.leak.wording;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them; the same in every locale. */
public final class Words {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    /** With three digits that count: "12,300", "0.0417". */
    public static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        double size = rounded.abs().doubleValue();
        int decimals = size == 0 ? 0 : Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%,." + Math.min(decimals, 9) + "f", rounded);
    }

    public static String bytes(double value) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int unit = 0;
        double rest = value;
        while (rest >= 999.5 && unit < units.length - 1) {
            rest /= 1000;
            unit++;
        }
        return number(rest) + " " + units[unit];
    }

    public static String percent(double ratio) {
        return number(Math.round(ratio * 1000) / 10.0) + " %";
    }

    public static String time(long epochMillis) {
        return TIME.format(Instant.ofEpochMilli(epochMillis));
    }

    /** "3 min 20 s", "2 d 4 h". */
    public static String span(long millis) {
        long seconds = Duration.ofMillis(millis).toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return joined(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 86_400
                ? joined(seconds / 3600, "h", seconds % 3600 / 60, "min")
                : joined(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String joined(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
