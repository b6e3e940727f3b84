package io.streamgauge.agent.config.key;

import io.streamgauge.agent.config.file.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map of names that the user chooses; in flags and variables {@code name=value} separated by commas. */
public record MapType<T>(ValueType<T> value) implements ValueType<Map<String, T>> {

    @Override
    public Map<String, T> parse(YamlNode node) throws BadValueException {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw new BadValueException(node.described(), expected());
        }
        Map<String, T> values = new LinkedHashMap<>();
        Problems problems = new Problems();
        for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
            try {
                values.put(entry.getKey(), value.parse(entry.getValue()));
            } catch (BadValueException e) {
                problems.add(new BadValueException(entry.getKey() + " with " + e.found(), expected()));
            }
        }
        problems.throwIfAny();
        return Map.copyOf(values);
    }

    @Override
    public String expected() {
        return "a map of names, each with " + value.expected();
    }

    @Override
    public YamlNode ofText(String text) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (String each : text.split(",", -1)) {
            int equals = each.indexOf('=');
            if (equals < 0 && !text.isBlank()) {
                return new YamlNode.Scalar(text, 0);
            }
            if (equals >= 0) {
                entries.put(
                        each.substring(0, equals).strip(),
                        value.ofText(each.substring(equals + 1).strip()));
            }
        }
        return new YamlNode.Mapping(entries, 0);
    }

    @Override
    public boolean secret() {
        return value.secret();
    }
}
