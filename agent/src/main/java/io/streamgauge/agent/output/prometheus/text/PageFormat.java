package io.streamgauge.agent.output.prometheus.text;

import org.jspecify.annotations.Nullable;

/** The two text formats, and which of them a client wants. */
public enum PageFormat {
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    PageFormat(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** Picks by the Accept header's q-values; plain text where nothing fits, since every client reads it. */
    public static PageFormat accepted(@Nullable String accept) {
        if (accept == null) {
            return TEXT;
        }
        double text = 0;
        double openMetrics = 0;
        for (String range : accept.split(",")) {
            String[] parts = range.split(";", -1);
            String type = parts[0].trim().toLowerCase(java.util.Locale.ROOT);
            double quality = quality(parts);
            if (type.equals("application/openmetrics-text")) {
                // Version 1.0.0 is what comes; a client that insists on another gets plain text.
                String version = parameter(parts, "version");
                if (version == null || version.equals("1.0.0")) {
                    openMetrics = Math.max(openMetrics, quality);
                }
            } else if (type.equals("text/plain") || type.equals("text/*") || type.equals("*/*")) {
                text = Math.max(text, quality);
            }
        }
        return openMetrics > 0 && openMetrics >= text ? OPENMETRICS : TEXT;
    }

    /** Whether the Accept-Encoding header lets gzip through. */
    public static boolean acceptsGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        double named = -1;
        double any = 0;
        for (String range : acceptEncoding.split(",")) {
            String[] parts = range.split(";", -1);
            String coding = parts[0].trim();
            if (coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip")) {
                named = Math.max(named, quality(parts));
            } else if (coding.equals("*")) {
                any = quality(parts);
            }
        }
        return named >= 0 ? named > 0 : any > 0;
    }

    private static double quality(String[] parts) {
        String q = parameter(parts, "q");
        if (q == null) {
            return 1;
        }
        try {
            double value = Double.parseDouble(q);
            return value >= 0 && value <= 1 ? value : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static @Nullable String parameter(String[] parts, String name) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i];
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).trim().equalsIgnoreCase(name)) {
                String value = part.substring(equals + 1).trim();
                return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                        ? value.substring(1, value.length() - 1)
                        : value;
            }
        }
        return null;
    }
}
