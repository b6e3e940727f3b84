package io.streamgauge.testbed;

import java.util.Map;
import java.util.stream.Collectors;

/** As much YAML as configuration files for child processes need. */
final class Yaml {
    private Yaml() {}

    static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** A flat mapping, one entry per line. */
    static String mapping(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + quoted(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }
}
