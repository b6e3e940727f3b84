package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.output.prometheus.text.PageFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a page and takes nothing that a strict reader might refuse: every deviation is an AssertionError. */
final class StrictPage {

    private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL_NAME = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("[+-]Inf|-?(\\d+)(\\.\\d+)?(e[+-]\\d+)?");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "summary", "unknown", "info", "histogram");

    record Sample(String name, Map<String, String> labels, double value) {}

    record FamilyRead(String name, String type, List<Sample> samples) {}

    private final PageFormat format;
    private final Map<String, FamilyRead> families = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> keywords = new HashSet<>();
    private final Set<String> series = new HashSet<>();
    private String described = "";
    private @Nullable String help;
    private @Nullable FamilyRead current;
    private int lineNumber;

    private StrictPage(PageFormat format) {
        this.format = format;
    }

    /** By name. */
    static Map<String, FamilyRead> read(byte[] page, PageFormat format) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(page))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8", e);
        }
        StrictPage reader = new StrictPage(format);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new AssertionError("last line is cut: " + text.substring(Math.max(0, text.length() - 80)));
        }
        if (format == PageFormat.OPENMETRICS) {
            if (!text.endsWith("# EOF\n")) {
                throw new AssertionError("no # EOF");
            }
            text = text.substring(0, text.length() - "# EOF\n".length());
        }
        if (!text.isEmpty()) {
            for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
                reader.lineNumber++;
                reader.line(line);
            }
        }
        reader.families.values().forEach(family -> {
            if (family.samples().isEmpty()) {
                throw new AssertionError("family without samples: " + family.name());
            }
        });
        return reader.families;
    }

    /** Every series as {@code name{labels}}, labels sorted. */
    static Map<String, Double> series(Map<String, FamilyRead> families) {
        Map<String, Double> all = new TreeMap<>();
        families.values().forEach(family -> family.samples()
                .forEach(sample -> all.put(sample.name() + new TreeMap<>(sample.labels()), sample.value())));
        return all;
    }

    private void line(String line) {
        if (line.startsWith("# HELP ") || line.startsWith("# TYPE ") || line.startsWith("# UNIT ")) {
            describe(line);
        } else {
            require(!line.startsWith("#") && !line.isEmpty(), "comment or empty line", line);
            sample(line);
        }
    }

    /** Each of them once, in any order, before the samples. */
    private void describe(String line) {
        String[] parts = line.split(" ", 4);
        String name = parts[2];
        require(METRIC_NAME.matcher(name).matches(), "family name", line);
        if (!name.equals(described)) {
            require(!families.containsKey(name) && seen.add(name), "a split family", line);
            described = name;
            keywords.clear();
            help = null;
            current = null;
        }
        require(current == null || current.samples().isEmpty(), "a description behind samples", line);
        require(keywords.add(parts[1]), "a second " + parts[1], line);
        String text = parts.length > 3 ? parts[3] : "";
        if (parts[1].equals("HELP")) {
            help = text;
        } else if (parts[1].equals("TYPE")) {
            require(TYPES.contains(text), "type", line);
            current = new FamilyRead(name, text, new ArrayList<>());
            families.put(name, current);
        } else {
            require(format == PageFormat.OPENMETRICS && name.endsWith(text), "unit", line);
        }
    }

    private void sample(String line) {
        FamilyRead family = current;
        require(family != null && help != null, "sample outside a family with TYPE and HELP", line);
        int nameEnd = 0;
        while (nameEnd < line.length() && line.charAt(nameEnd) != '{' && line.charAt(nameEnd) != ' ') {
            nameEnd++;
        }
        String name = line.substring(0, nameEnd);
        require(METRIC_NAME.matcher(name).matches(), "sample name", line);
        Map<String, String> labels = new LinkedHashMap<>();
        int at = nameEnd < line.length() && line.charAt(nameEnd) == '{' ? labels(line, nameEnd, labels) : nameEnd;
        require(at < line.length() && line.charAt(at) == ' ', "one space before the number", line);
        String number = line.substring(at + 1);
        require(NUMBER.matcher(number).matches(), "number", line);
        double value = Double.parseDouble(number.replace("Inf", "Infinity"));
        if (family != null) {
            require(belongs(name, labels, family), "sample of family " + family.name(), line);
            family.samples().add(new Sample(name, labels, value));
        }
        require(series.add(name + new TreeMap<>(labels)), "a series twice", line);
    }

    private boolean belongs(String name, Map<String, String> labels, FamilyRead family) {
        String suffix =
                name.startsWith(family.name()) ? name.substring(family.name().length()) : "?";
        return switch (family.type()) {
            case "summary" -> suffix.isEmpty()
                    ? labels.containsKey("quantile")
                    : suffix.equals("_count") || suffix.equals("_sum");
            case "counter" -> format == PageFormat.TEXT
                    ? suffix.isEmpty()
                    : suffix.equals("_total") || suffix.equals("_created");
            case "histogram" -> List.of("_bucket", "_count", "_sum").contains(suffix);
            case "info" -> suffix.equals("_info");
            default -> suffix.isEmpty();
        };
    }

    /** Returns the place after the closing brace. */
    private int labels(String line, int open, Map<String, String> labels) {
        int at = open + 1;
        while (true) {
            int equals = line.indexOf("=\"", at);
            require(equals > 0, "label", line);
            String name = line.substring(at, equals);
            require(LABEL_NAME.matcher(name).matches(), "label name " + name, line);
            StringBuilder value = new StringBuilder();
            at = equals + 2;
            while (at < line.length() && line.charAt(at) != '"') {
                char c = line.charAt(at++);
                if (c == '\\') {
                    require(at < line.length(), "escape", line);
                    char escaped = line.charAt(at++);
                    require(escaped == 'n' || escaped == '\\' || escaped == '"', "escape", line);
                    c = escaped == 'n' ? '\n' : escaped;
                }
                value.append(c);
            }
            require(at < line.length(), "closing quote", line);
            require(labels.put(name, value.toString()) == null, "label name twice", line);
            at++;
            require(at < line.length(), "closing brace", line);
            char next = line.charAt(at++);
            if (next == '}') {
                return at;
            }
            require(next == ',', "comma", line);
        }
    }

    private void require(boolean condition, String what, String line) {
        if (!condition) {
            throw new AssertionError("line " + lineNumber + ": " + what + ": " + line);
        }
    }
}
