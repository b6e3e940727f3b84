package io.streamgauge.agent.config.key;

import io.streamgauge.agent.config.file.YamlNode;

/** What values of a key look like. */
public interface ValueType<T> {

    T parse(YamlNode node) throws BadValueException;

    /** For a person: "a duration such as 30s, 5m or 1h". */
    String expected();

    /** The value that a flag or variable gives as text. */
    default YamlNode ofText(String text) {
        return new YamlNode.Scalar(text, 0);
    }

    /** Whether values are never shown. */
    default boolean secret() {
        return false;
    }
}
