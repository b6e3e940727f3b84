package io.streamgauge.agent.output.prometheus.text;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Flink's names and texts in Prometheus' alphabet, the way Flink's PrometheusReporter writes them. */
public final class Names {

    private static final String PREFIX = "flink_";

    private Names() {}

    public static String metric(String logicalScope, String name) {
        return PREFIX + mangled(logicalScope) + '_' + mangled(name);
    }

    public static String help(String logicalScope, String name) {
        return name + " (scope: " + mangled(logicalScope) + ")";
    }

    /** Each character that is none of {@code [a-zA-Z0-9:_]} becomes one underscore; an emoji is one character. */
    public static String mangled(String text) {
        StringBuilder mangled = null;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int width = Character.charCount(c);
            if (isPlain(c)) {
                if (mangled != null) {
                    mangled.append((char) c);
                }
            } else {
                if (mangled == null) {
                    mangled = new StringBuilder(text.length()).append(text, 0, i);
                }
                mangled.append('_');
            }
            i += width;
        }
        return mangled == null ? text : mangled.toString();
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '_';
    }

    /**
     * A label name that Prometheus takes: no colon, no leading digit, no leading double underscore, not empty, and none
     * that the format keeps for itself. PrometheusReporter fails to register such a metric, or breaks the whole page.
     */
    public static String label(String key) {
        String name = mangled(key).replace(':', '_');
        while (name.startsWith("__")) {
            name = name.substring(1);
        }
        if (name.isEmpty() || name.charAt(0) <= '9') {
            name = '_' + name;
        }
        return name.equals("quantile") || name.equals("le") ? name + '_' : name;
    }

    public static void escapeLabelValue(String value, StringBuilder to) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> to.append("\\\\");
                case '"' -> to.append("\\\"");
                case '\n' -> to.append("\\n");
                default -> to.append(c);
            }
        }
    }

    /** HELP and TYPE lines. Plain text escapes no quotes there, OpenMetrics does. */
    public static byte[] header(String name, String type, @Nullable String help, PageFormat format) {
        StringBuilder text = new StringBuilder();
        if (help != null) {
            text.append("# HELP ").append(name).append(' ');
            for (int i = 0; i < help.length(); i++) {
                char c = help.charAt(i);
                if (c == '\\') {
                    text.append("\\\\");
                } else if (c == '\n') {
                    text.append("\\n");
                } else if (c == '"' && format == PageFormat.OPENMETRICS) {
                    text.append("\\\"");
                } else {
                    text.append(c);
                }
            }
            text.append('\n');
        }
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
