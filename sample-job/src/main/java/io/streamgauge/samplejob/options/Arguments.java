package io.streamgauge.samplejob.options;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options as given, {@code --name value} or {@code --name=value}, read with their defaults.
 *
 * <p>Nothing throws while reading: what is wrong is noted, a valid stand-in is returned, and {@link #problems()} tells
 * everything at once.
 */
public final class Arguments {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|min|h|d)");

    private final Map<Flag, String> given;
    /** What a scenario says where nothing is given. */
    private Map<Flag, String> presets = Map.of();

    private final List<String> problems = new ArrayList<>();

    private Arguments(Map<Flag, String> given) {
        this.given = given;
    }

    public static Arguments of(String... args) {
        Arguments arguments = new Arguments(new EnumMap<>(Flag.class));
        int next = 0;
        while (next < args.length) {
            next = arguments.take(args, next);
        }
        arguments.takeScenario();
        return arguments;
    }

    private void takeScenario() {
        String name = given.getOrDefault(Flag.SCENARIO, "");
        Optional<Scenario> scenario = Scenario.of(name);
        if (scenario.isPresent()) {
            presets = scenario.get().presets();
        } else if (!name.isEmpty()) {
            problem(
                    Flag.SCENARIO,
                    "found \"" + name + "\", expected a scenario; did you mean " + Nearest.to(name, Scenario.options())
                            + "?");
        }
    }

    /** Takes the option at a position; returns the position of the next one. */
    private int take(String[] args, int at) {
        String arg = args[at];
        int equals = arg.indexOf('=');
        String name = equals < 0 ? arg : arg.substring(0, equals);
        boolean valueFollows = equals < 0 && at + 1 < args.length && !args[at + 1].startsWith("--");
        int next = at + (valueFollows ? 2 : 1);
        Optional<Flag> flag = find(name);
        if (flag.isEmpty()) {
            problems.add(
                    name.startsWith("--")
                            ? name + ": no such option; did you mean " + nearest(name) + "?"
                            : "\"" + arg + "\": found a value without an option, expected --name value");
        } else if (equals < 0 && !valueFollows) {
            problems.add(name + ": found no value, expected " + flag.get().valueHint());
        } else if (given.containsKey(flag.get())) {
            problems.add(name + ": given twice; leave one out");
        } else {
            given.put(flag.get(), equals < 0 ? args[at + 1] : arg.substring(equals + 1));
        }
        return next;
    }

    private static Optional<Flag> find(String name) {
        for (Flag flag : Flag.values()) {
            if (flag.option().equals(name)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }

    private static String nearest(String name) {
        List<String> known = new ArrayList<>();
        for (Flag flag : Flag.values()) {
            known.add(flag.option());
        }
        return Nearest.to(name, known);
    }

    /** Everything found wrong so far, in the order it was found. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Notes a problem as {@code --flag: found, expected, what to do}. */
    public void problem(Flag flag, String what) {
        problems.add(flag.option() + ": " + what);
    }

    /** The value of each option, given or default, by name without dashes; without those that are not set. */
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Flag flag : Flag.values()) {
            text(flag).ifPresent(value -> all.put(flag.option().substring(2), value));
        }
        return all;
    }

    public Optional<String> text(Flag flag) {
        String value = given.getOrDefault(flag, presets.getOrDefault(flag, flag.defaultValue()));
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    public long number(Flag flag) {
        return parsed(flag, Long::valueOf, "a whole number").orElse(1L);
    }

    /** A whole number within bounds, both included. */
    public int count(Flag flag, int least, int most) {
        Optional<Integer> value = parsed(flag, Integer::valueOf, "a whole number");
        if (value.isPresent() && (value.get() < least || value.get() > most)) {
            problem(flag, "found " + value.get() + ", expected " + least + " to " + most);
            return least;
        }
        return value.orElse(least);
    }

    /** A number within bounds, both included. */
    public double real(Flag flag, double least, double most) {
        Optional<Double> value = parsed(flag, Double::valueOf, "a number");
        if (value.isPresent() && !(value.get() >= least && value.get() <= most)) {
            problem(flag, "found " + value.get() + ", expected " + least + " to " + most);
            return least;
        }
        return value.orElse(least);
    }

    public boolean on(Flag flag) {
        return choice(flag, "on", "off").equals("on");
    }

    public String choice(Flag flag, String... allowed) {
        String value = text(flag).orElse("");
        List<String> choices = List.of(allowed);
        if (choices.contains(value)) {
            return value;
        }
        problem(flag, "found \"" + value + "\", expected " + String.join(", ", choices));
        return choices.get(0);
    }

    /** A span of time of at least a millisecond, in milliseconds. */
    public long millis(Flag flag) {
        long millis = parsed(flag, Arguments::duration, "a time such as 500ms, 20s, 5m, 1h")
                .map(Duration::toMillis)
                .orElse(1L);
        if (millis < 1) {
            problem(flag, "found 0, expected at least 1ms");
            return 1;
        }
        return millis;
    }

    /** As {@link #millis}; 0 where it is not set. */
    public long millisIfSet(Flag flag) {
        return text(flag).isEmpty() ? 0 : millis(flag);
    }

    /** An instant as ISO-8601, or {@code now}, which is the instant passed in. */
    public Instant instant(Flag flag, Instant now) {
        return parsed(
                        flag,
                        value -> value.equals("now") ? now : Instant.parse(value),
                        "now or an instant such as 2026-01-01T00:00:00Z")
                .orElse(now);
    }

    private <T> Optional<T> parsed(Flag flag, Function<String, T> parser, String expected) {
        String value = text(flag).orElse("");
        try {
            return Optional.of(parser.apply(value));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            problem(flag, "found \"" + value + "\", expected " + expected);
            return Optional.empty();
        }
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        switch (matcher.group(2)) {
            case "ms":
                return Duration.ofMillis(amount);
            case "s":
                return Duration.ofSeconds(amount);
            case "h":
                return Duration.ofHours(amount);
            case "d":
                return Duration.ofDays(amount);
            default:
                return Duration.ofMinutes(amount);
        }
    }
}
