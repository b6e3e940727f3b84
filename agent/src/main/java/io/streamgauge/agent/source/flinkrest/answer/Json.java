package io.streamgauge.agent.source.flinkrest.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads fields of a JSON tree: what is missing or of another type than asked for ("NaN" for a number) is null. */
final class Json {

    private static final Pattern FLINK_ID = Pattern.compile("[0-9a-f]{32}");

    private Json() {}

    static @Nullable Long longAt(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null;
    }

    /** Null also when negative: Flink's -1 stands for "none". */
    static @Nullable Long countAt(JsonNode node, String field) {
        Long value = longAt(node, field);
        return value == null || value < 0 ? null : value;
    }

    /** Null also when negative. */
    static @Nullable Integer smallCountAt(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0 ? value.intValue() : null;
    }

    static @Nullable Double finiteAt(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNumber() && Double.isFinite(value.doubleValue()) ? value.doubleValue() : null;
    }

    /** A share in 0..1; null outside. */
    static @Nullable Double ratioAt(JsonNode node, String field) {
        Double value = finiteAt(node, field);
        return value == null || value < 0 || value > 1 ? null : value;
    }

    static @Nullable Boolean booleanAt(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isBoolean() ? value.booleanValue() : null;
    }

    static @Nullable String textAt(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.textValue() : null;
    }

    /** A job or vertex id. Nothing else may end up in the path of a further request. */
    static @Nullable String idAt(JsonNode node, String field) {
        String value = textAt(node, field);
        return value != null && isId(value) ? value : null;
    }

    static boolean isId(String value) {
        return FLINK_ID.matcher(value).matches();
    }

    /** From epoch milliseconds; null for 0 and -1, which Flink writes for "never". */
    static @Nullable Instant instantAt(JsonNode node, String field) {
        Long value = longAt(node, field);
        return value == null || value <= 0 ? null : Instant.ofEpochMilli(value);
    }

    static @Nullable Duration millisAt(JsonNode node, String field) {
        Long value = countAt(node, field);
        return value == null ? null : Duration.ofMillis(value);
    }

    /** The elements of an array field; none where it is missing or not an array. */
    static Iterable<JsonNode> elementsAt(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isArray() ? value : List.of();
    }

    /** An array that the answer makes no sense without. */
    static Iterable<JsonNode> requiredElementsAt(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isArray()) {
            throw new RestError(
                    RestError.Kind.UNEXPECTED,
                    "answer: field \"" + field + "\": expected an array, found "
                            + value.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        return value;
    }

    /** The fields of an object field that hold a number from 0; sorted. */
    static Map<String, Integer> smallCountsAt(JsonNode node, String field) {
        Map<String, Integer> counts = new TreeMap<>();
        JsonNode value = node.path(field);
        value.fieldNames().forEachRemaining(name -> {
            Integer count = smallCountAt(value, name);
            if (count != null) {
                counts.put(name, count);
            }
        });
        return counts;
    }
}
