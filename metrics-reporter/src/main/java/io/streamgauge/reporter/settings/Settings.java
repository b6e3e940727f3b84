package io.streamgauge.reporter.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code metrics.reporter.<name>.*} says; docs/reporter.md lists the keys. Immutable. Reading never throws: what is
 * wrong is told in {@link #problems} and the default stands in, since a job must not fail for its metrics.
 */
public final class Settings {

    private static final String PREFIX = "metrics.reporter.<name>.";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*([a-z]*)");

    /** Ours, and those that Flink reads itself. */
    private static final Set<String> KEYS = Set.of(
            "agent",
            "token",
            "token.file",
            "interval",
            "gauge.timeout",
            "max.metrics",
            "outbox.bytes",
            "connect.timeout",
            "reconnect.max",
            "agent.timeout",
            "profiler",
            "profiler.directory",
            "profiler.crash.ignored",
            "factory.class",
            "class",
            "scope.delimiter",
            "scope.variables.excludes",
            "scope.variables.additional",
            "filter.includes",
            "filter.excludes");

    private final Properties properties;
    private final List<String> problems = new ArrayList<>();
    private final List<URI> agents;
    private final Duration interval;
    private final Duration gaugeTimeout;
    private final Duration connectTimeout;
    private final Duration reconnectMax;
    private final Duration agentTimeout;
    private final int maxMetrics;
    private final int outboxBytes;
    private final boolean profilerAllowed;
    private final Path profilerDirectory;

    public Settings(Properties properties) {
        this.properties = new Properties();
        properties.stringPropertyNames().forEach(key -> this.properties.setProperty(key, properties.getProperty(key)));
        agents = readAgents();
        interval = readDuration("interval", Duration.ofSeconds(10), Duration.ofMillis(100));
        gaugeTimeout = readDuration("gauge.timeout", Duration.ofMillis(500), Duration.ofMillis(10));
        connectTimeout = readDuration("connect.timeout", Duration.ofSeconds(10), Duration.ofMillis(100));
        reconnectMax = readDuration("reconnect.max", Duration.ofSeconds(60), Duration.ofMillis(500));
        agentTimeout = readDuration("agent.timeout", Duration.ofSeconds(20), Duration.ofSeconds(1));
        maxMetrics = readInt("max.metrics", 200_000, 1);
        outboxBytes = readInt("outbox.bytes", 32 << 20, 1 << 16);
        profilerAllowed = readSwitch("profiler");
        profilerDirectory = readDirectory("profiler.directory");
        new TreeSet<>(this.properties.stringPropertyNames()).forEach(this::checkKey);
    }

    private void checkKey(String key) {
        if (!KEYS.contains(key) && !key.startsWith("scope.variables.additional.")) {
            String nearest = KEYS.stream()
                    .min(Comparator.comparingInt((String known) -> distance(key, known))
                            .thenComparing(Comparator.naturalOrder()))
                    .orElseThrow();
            problems.add(PREFIX + key + ": found a key that is not known; expected " + nearest
                    + "; correct the spelling or remove it");
        }
    }

    /** Letters to insert, delete or replace to get from one to the other. */
    private static int distance(String from, String to) {
        int[] row = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 0; i < from.length(); i++) {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < to.length(); j++) {
                int replaced = diagonal + (from.charAt(i) == to.charAt(j) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.min(replaced, 1 + Math.min(row[j], row[j + 1]));
            }
        }
        return row[to.length()];
    }

    private List<URI> readAgents() {
        List<URI> found = new ArrayList<>();
        // A YAML list reaches us as text in brackets.
        String text = text("agent").replaceFirst("^\\[(.*)\\]$", "$1");
        for (String address : text.split("[\\s,;'\"]+")) {
            if (!address.isEmpty()) {
                URI uri = webSocketAddress(address);
                if (uri == null) {
                    problems.add(PREFIX + "agent: found '" + address
                            + "'; expected http://HOST:PORT or https://HOST:PORT; correct it, this one is left out");
                } else if (!found.contains(uri)) {
                    found.add(uri);
                }
            }
        }
        return List.copyOf(found);
    }

    private static @Nullable URI webSocketAddress(String address) {
        try {
            URI uri = new URI(address);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean secure = scheme.equals("https") || scheme.equals("wss");
            if (uri.getHost() == null || !(secure || scheme.equals("http") || scheme.equals("ws"))) {
                return null;
            }
            String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
            String to = path + io.streamgauge.wire.Protocol.PATH;
            return new URI(secure ? "wss" : "ws", null, uri.getHost(), uri.getPort(), to, null, null);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private Duration readDuration(String key, Duration byDefault, Duration least) {
        String text = text(key).toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return byDefault;
        }
        Matcher matcher = DURATION.matcher(text);
        Duration value = matcher.matches() ? duration(Long.parseLong(matcher.group(1)), matcher.group(2)) : null;
        if (value == null || value.compareTo(least) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
            problems.add(PREFIX + key + ": found '" + text(key)
                    + "'; expected a duration such as '10 s' or '500 ms', at least " + least.toMillis() + " ms; using "
                    + byDefault.toMillis() + " ms");
            return byDefault;
        }
        return value;
    }

    /** Flink's own spellings. */
    private static @Nullable Duration duration(long number, String unit) {
        switch (unit) {
            case "":
            case "ms":
            case "milli":
            case "millis":
            case "millisecond":
            case "milliseconds":
                return Duration.ofMillis(number);
            case "s":
            case "sec":
            case "secs":
            case "second":
            case "seconds":
                return Duration.ofSeconds(number);
            case "m":
            case "min":
            case "minute":
            case "minutes":
                return Duration.ofMinutes(number);
            default:
                return null;
        }
    }

    private int readInt(String key, int byDefault, int least) {
        String text = text(key);
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is too small.
        }
        problems.add(PREFIX + key + ": found '" + text + "'; expected a whole number of at least " + least + "; using "
                + byDefault);
        return byDefault;
    }

    /** On by default. */
    private boolean readSwitch(String key) {
        String text = text(key).toLowerCase(Locale.ROOT);
        // YAML's own words reach us as these.
        boolean off = text.equals("off") || text.equals("false");
        if (!off && !text.isEmpty() && !text.equals("on") && !text.equals("true")) {
            problems.add(PREFIX + key + ": found '" + text(key) + "'; expected on or off; using off");
            return false;
        }
        return !off;
    }

    private Path readDirectory(String key) {
        Path byDefault = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        try {
            return text(key).isEmpty() ? byDefault : Path.of(text(key));
        } catch (InvalidPathException e) {
            problems.add(PREFIX + key + ": found no path; expected a directory; using " + byDefault);
            return byDefault;
        }
    }

    private String text(String key) {
        return properties.getProperty(key, "").trim();
    }

    /** WebSocket addresses of the agents; each gets everything. Empty: there is nobody to report to. */
    public List<URI> agents() {
        return agents;
    }

    /** Secret; never logged. */
    public String token() {
        return text("token");
    }

    /** Path of a file that holds the token, read for each connection so that it can be changed; empty if none. */
    public String tokenFile() {
        return text("token.file");
    }

    public Duration interval() {
        return interval;
    }

    /** How long one metric may take to read before its thread is given up. */
    public Duration gaugeTimeout() {
        return gaugeTimeout;
    }

    /** For the connection, the WebSocket handshake, and the agent's answer to hello; each. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    public Duration reconnectMax() {
        return reconnectMax;
    }

    /** An agent from which nothing was heard for so long is given up; it is asked for a sign four times as often. */
    public Duration agentTimeout() {
        return agentTimeout;
    }

    public int maxMetrics() {
        return maxMetrics;
    }

    /** Bytes that may wait for one agent. */
    public int outboxBytes() {
        return outboxBytes;
    }

    /** Whether agents may ask for profiles. */
    public boolean profilerAllowed() {
        return profilerAllowed;
    }

    /** Where recordings and the profiler's library are kept for a while. */
    public Path profilerDirectory() {
        return profilerDirectory;
    }

    /** Names of crash reports that a person has seen: they keep the profiler off no longer. */
    public Set<String> ignoredCrashes() {
        Set<String> names = new TreeSet<>(List.of(text("profiler.crash.ignored").split("\\s*[,;]\\s*")));
        names.remove("");
        return names;
    }

    /** What was wrong: where, found, expected, what to do. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Settings && shared().equals(((Settings) other).shared());
    }

    @Override
    public int hashCode() {
        return shared().hashCode();
    }

    /** All but what only tells Flink which factory to call. */
    private Properties shared() {
        Properties shared = new Properties();
        shared.putAll(properties);
        shared.remove("factory.class");
        shared.remove("class");
        return shared;
    }
}
