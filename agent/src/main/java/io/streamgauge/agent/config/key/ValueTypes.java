package io.streamgauge.agent.config.key;

import io.streamgauge.agent.config.file.YamlNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The scalar types. */
public final class ValueTypes {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB|TiB)");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private static final Map<String, Duration> TIME_UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Integer> SIZE_SHIFTS = Map.of("B", 0, "KiB", 10, "MiB", 20, "GiB", 30, "TiB", 40);

    private ValueTypes() {}

    /** Makes a value of a text; null when it is none. */
    public interface Reading<T> {
        @Nullable
        T of(String text);
    }

    public static <T> ValueType<T> scalar(String expected, Reading<T> reading) {
        return new Scalar<>(expected, reading, false);
    }

    private record Scalar<T>(String expected, Reading<T> reading, boolean secret) implements ValueType<T> {
        @Override
        public T parse(YamlNode node) throws BadValueException {
            if (node instanceof YamlNode.Scalar scalar) {
                T value = reading.of(scalar.text());
                if (value != null) {
                    return value;
                }
                throw new BadValueException(secret ? "an unusable value" : scalar.described(), expected);
            }
            throw new BadValueException(node.described(), expected);
        }
    }

    public static ValueType<String> text(String expected) {
        return scalar(expected, text -> text.isBlank() ? null : text);
    }

    /** Never shown. */
    public static ValueType<String> secret(String expected) {
        return new Scalar<>(expected, text -> text.isBlank() || text.lines().count() > 1 ? null : text, true);
    }

    public static ValueType<Path> path(String expected) {
        return scalar(expected, text -> {
            try {
                return text.isBlank() ? null : Path.of(text);
            } catch (InvalidPathException e) {
                return null;
            }
        });
    }

    public static ValueType<Boolean> bool() {
        return scalar(
                "true or false", text -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? false : null);
    }

    public static ValueType<Duration> duration(String from, String to) {
        Duration least = Objects.requireNonNull(parseDuration(from));
        Duration most = Objects.requireNonNull(parseDuration(to));
        return scalar("a duration such as 30s, 5m, 1h or 2d, from " + from + " to " + to, text -> {
            Duration found = parseDuration(text);
            return found == null || found.compareTo(least) < 0 || found.compareTo(most) > 0 ? null : found;
        });
    }

    private static @Nullable Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        return Objects.requireNonNull(TIME_UNITS.get(matcher.group(2))).multipliedBy(Long.parseLong(matcher.group(1)));
    }

    public static ValueType<Long> size(String from, String to) {
        long least = parseSize(from);
        long most = parseSize(to);
        return scalar("a size such as 512KiB, 64MiB or 2GiB, from " + from + " to " + to, text -> {
            long found = parseSize(text);
            return found < least || found > most ? null : found;
        });
    }

    /** -1 when it is none. */
    private static long parseSize(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return -1;
        }
        long number = Long.parseLong(matcher.group(1));
        int shift = Objects.requireNonNull(SIZE_SHIFTS.get(matcher.group(2)));
        return number > Long.MAX_VALUE >> shift ? -1 : number << shift;
    }

    public static ValueType<Integer> whole(int from, int to) {
        return scalar("a whole number from " + from + " to " + to, text -> {
            long found = WHOLE.matcher(text).matches() ? Long.parseLong(text) : Long.MIN_VALUE;
            return found < from || found > to ? null : (int) found;
        });
    }

    public static ValueType<Integer> port() {
        return scalar("a port from 0 to 65535, 0 for any free one", text -> {
            long found = WHOLE.matcher(text).matches() ? Long.parseLong(text) : -1;
            return found < 0 || found > 65_535 ? null : (int) found;
        });
    }

    /** Above 0. */
    public static ValueType<Double> ratio(double to) {
        String most = BigDecimal.valueOf(to).stripTrailingZeros().toPlainString();
        return scalar("a ratio such as 0.05, above 0 and at most " + most, text -> {
            double found = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : -1;
            return found <= 0 || found > to ? null : found;
        });
    }

    public static ValueType<URI> httpUrl(String expected) {
        return scalar(expected, text -> {
            try {
                URI uri = new URI(text);
                boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                return http && uri.getHost() != null && uri.getRawUserInfo() == null ? uri : null;
            } catch (URISyntaxException e) {
                return null;
            }
        });
    }

    /** The constants in lower case, words joined by "-". */
    public static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
        Map<String, E> byText = new LinkedHashMap<>();
        for (E constant : Objects.requireNonNull(type.getEnumConstants())) {
            byText.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return scalar("one of " + String.join(", ", byText.keySet()), byText::get);
    }
}
