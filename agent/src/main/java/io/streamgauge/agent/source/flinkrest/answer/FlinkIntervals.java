package io.streamgauge.agent.source.flinkrest.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How often Flink refreshes what it answers: asking sooner brings the same again.
 *
 * @param graph the cached execution graph: vertices, plan, exceptions
 * @param checkpoints the cached checkpoint statistics
 * @param metrics the metric fetcher, which asks every TaskManager; zero when it is switched off
 * @param heartbeat between JobManager and TaskManagers
 */
public record FlinkIntervals(Duration graph, Duration checkpoints, Duration metrics, Duration heartbeat) {

    private static final Duration WEB_REFRESH = Duration.ofSeconds(3);

    /** What Flink does when nothing is configured. */
    public static final FlinkIntervals DEFAULT =
            new FlinkIntervals(WEB_REFRESH, WEB_REFRESH, Duration.ofSeconds(10), Duration.ofSeconds(10));

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d+)\\s*([a-zµ]*)");

    /** Of {@code /jobmanager/config}. */
    public static FlinkIntervals of(JsonNode answer) {
        if (!answer.isArray()) {
            throw new RestError(RestError.Kind.UNEXPECTED, "answer: expected an array of keys and values");
        }
        Map<String, String> configured = new HashMap<>();
        for (JsonNode entry : answer) {
            String key = Json.textAt(entry, "key");
            String value = Json.textAt(entry, "value");
            if (key != null && value != null) {
                configured.put(key, value);
            }
        }
        Duration web = read(configured, "web.refresh-interval", DEFAULT.graph);
        return new FlinkIntervals(
                // Only 2.x knows this key; 1.20 always takes the web interval.
                read(configured, "rest.cache.execution-graph.timeout", web),
                read(configured, "rest.cache.checkpoint-statistics.timeout", web),
                read(configured, "metrics.fetcher.update-interval", DEFAULT.metrics),
                read(configured, "heartbeat.interval", DEFAULT.heartbeat));
    }

    private static Duration read(Map<String, String> configured, String key, Duration otherwise) {
        String value = configured.get(key);
        Duration read = value == null ? null : parse(value);
        return read == null ? otherwise : read;
    }

    /** Flink's notation: "500 ms", "3s", "PT3S", plain milliseconds. */
    static @Nullable Duration parse(String text) {
        String value = text.trim().toLowerCase(Locale.ROOT);
        Matcher matcher = NUMBER_AND_UNIT.matcher(value);
        try {
            if (!matcher.matches()) {
                return value.startsWith("p") ? Duration.parse(value) : null;
            }
            Long nanos = nanosOf(matcher.group(2));
            return nanos == null
                    ? null
                    : Duration.ofNanos(new BigDecimal(matcher.group(1))
                            .multiply(BigDecimal.valueOf(nanos))
                            .longValueExact());
        } catch (DateTimeParseException | ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Long nanosOf(String unit) {
        return switch (unit) {
            case "", "ms", "milli", "millis", "millisecond", "milliseconds" -> 1_000_000L;
            case "ns", "nano", "nanos", "nanosecond", "nanoseconds" -> 1L;
            case "µs", "micro", "micros", "microsecond", "microseconds" -> 1_000L;
            case "s", "sec", "secs", "second", "seconds" -> 1_000_000_000L;
            case "m", "min", "minute", "minutes" -> 60_000_000_000L;
            case "h", "hour", "hours" -> 3_600_000_000_000L;
            case "d", "day", "days" -> 86_400_000_000_000L;
            default -> null;
        };
    }
}
