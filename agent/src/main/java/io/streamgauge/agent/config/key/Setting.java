package io.streamgauge.agent.config.key;

import io.streamgauge.agent.config.file.YamlNode;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a key is set to, and by whom.
 *
 * @param node null when neither set nor defaulted
 * @param origin "default", "file:line", "environment NAME" or "--set PATH"
 */
public record Setting(@Nullable YamlNode node, String origin) {

    public static final String DEFAULT = "default";

    /** As it would be written in the file. */
    public String shown(boolean secret) {
        if (node == null) {
            return "(not set)";
        }
        return secret ? "******" : text(node);
    }

    private static String text(YamlNode node) {
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence.items().stream().map(Setting::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping.entries().entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return node instanceof YamlNode.Scalar scalar ? scalar.shown() : "";
    }

    /** For messages: who set this key, and the key. */
    public String where(ConfigKey<?> key) {
        if (origin.equals(DEFAULT)) {
            return key.path();
        }
        return origin.startsWith("environment ") || origin.startsWith("--set ") ? origin : origin + ": " + key.path();
    }
}
