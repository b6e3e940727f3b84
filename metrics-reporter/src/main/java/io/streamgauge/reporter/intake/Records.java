package io.streamgauge.reporter.intake;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings the attributes of spans and events to the four types of the wire. */
public final class Records {

    private Records() {}

    /** Empty for null. */
    public static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** Whole numbers become longs, fractions doubles, what is neither nor a boolean text; null is left out. */
    public static Map<String, Object> attributes(@Nullable Map<String, Object> attributes) {
        Map<String, Object> converted = new HashMap<>();
        if (attributes != null) {
            attributes.forEach((key, value) -> {
                if (key != null && value != null) {
                    converted.put(key, attribute(value));
                }
            });
        }
        return converted;
    }

    private static Object attribute(Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float) {
            return ((Float) value).doubleValue();
        }
        return value instanceof Long || value instanceof Double || value instanceof Boolean ? value : text(value);
    }
}
