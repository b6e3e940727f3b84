package io.streamgauge.agent.config.key;

import io.streamgauge.agent.config.file.YamlNode;
import java.util.ArrayList;
import java.util.List;

/** A list; in flags and variables the items are separated by commas. */
public record ListType<T>(ValueType<T> item) implements ValueType<List<T>> {

    @Override
    public List<T> parse(YamlNode node) throws BadValueException {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            throw new BadValueException(node.described(), expected());
        }
        List<T> values = new ArrayList<>();
        Problems problems = new Problems();
        for (YamlNode each : sequence.items()) {
            try {
                values.add(item.parse(each));
            } catch (BadValueException e) {
                problems.add(e);
            }
        }
        problems.throwIfAny();
        return List.copyOf(values);
    }

    @Override
    public String expected() {
        return "a list, each " + item.expected();
    }

    @Override
    public YamlNode ofText(String text) {
        List<YamlNode> items = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            if (!text.isBlank()) {
                items.add(item.ofText(each.strip()));
            }
        }
        return new YamlNode.Sequence(items, 0);
    }

    @Override
    public boolean secret() {
        return item.secret();
    }
}
