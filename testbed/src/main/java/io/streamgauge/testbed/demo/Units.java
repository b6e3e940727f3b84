package io.streamgauge.testbed.demo;

import java.util.Locale;

/** Numbers as people read them. */
final class Units {

    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Units() {}

    static String bytes(double value) {
        double rest = value;
        int unit = 0;
        while (rest >= 1024 && unit < BYTES.length - 1) {
            rest /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", rest, BYTES[unit]);
    }
}
