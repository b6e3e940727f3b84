package io.streamgauge.agent.system;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The series of a page in the text format, by name and labels in alphabetical order, with their values as printed. */
record SeriesSet(Map<String, String> valueBySeries) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? (\\S+)( \\d+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    static SeriesSet of(String page) {
        Map<String, String> series = new LinkedHashMap<>();
        page.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new AssertionError("not a line of the text format: " + line);
            }
            series.put(matcher.group(1) + sorted(matcher.group(2)), matcher.group(3));
        });
        return new SeriesSet(series);
    }

    SeriesSet withPrefix(String prefix) {
        Map<String, String> kept = new TreeMap<>(valueBySeries);
        kept.keySet().removeIf(series -> !series.startsWith(prefix));
        return new SeriesSet(kept);
    }

    /** Those that the other has not. */
    TreeSet<String> minus(SeriesSet other) {
        TreeSet<String> rest = new TreeSet<>(valueBySeries.keySet());
        rest.removeAll(other.valueBySeries.keySet());
        return rest;
    }

    private static Map<String, String> sorted(@Nullable String labels) {
        Map<String, String> sorted = new TreeMap<>();
        if (labels != null) {
            Matcher matcher = LABEL.matcher(labels.substring(1, labels.length() - 1));
            while (matcher.find()) {
                sorted.put(matcher.group(1), matcher.group(2));
            }
        }
        return sorted;
    }
}
