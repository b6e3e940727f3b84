package io.streamgauge.agent.config.key;

import io.streamgauge.agent.config.file.YamlNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of all keys, read as what they are. */
public final class Values {

    private final Map<ConfigKey<?>, Object> parsed = new HashMap<>();

    public <T> void put(ConfigKey<T> key, YamlNode node) throws BadValueException {
        parsed.put(key, key.type().parse(node));
    }

    /** Of a key that has a default. */
    public <T> T get(ConfigKey<T> key) {
        T value = find(key);
        if (value == null) {
            throw new IllegalStateException(key.path() + " has no value");
        }
        return value;
    }

    public <T> @Nullable T find(ConfigKey<T> key) {
        @SuppressWarnings("unchecked") // put with the same key's type
        T value = (T) parsed.get(key);
        return value;
    }
}
