package io.streamgauge.agent.history;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small values by name, all in memory, with those that the store does not have yet. */
final class Memory {

    static final int MAX_NAMES = 1_000;
    static final int MAX_BYTES = 1 << 20;

    private final Map<String, byte[]> values = new HashMap<>();
    private final Set<String> unstored = new HashSet<>();

    /** A null value removes the name. */
    void put(String name, byte @Nullable [] value) {
        if (value == null) {
            if (values.remove(name) != null) {
                unstored.add(name);
            }
            return;
        }
        if (value.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    name + ": found " + value.length + " bytes, expected at most " + MAX_BYTES);
        }
        if (values.size() >= MAX_NAMES && !values.containsKey(name)) {
            throw new IllegalArgumentException(name + ": more than " + MAX_NAMES + " names");
        }
        byte[] before = values.put(name, value.clone());
        if (before == null || !Arrays.equals(before, value)) {
            unstored.add(name);
        }
    }

    byte @Nullable [] get(String name) {
        byte[] value = values.get(name);
        return value == null ? null : value.clone();
    }

    /** What the store has; what was put since wins. */
    void load(String name, byte[] value) {
        if (!unstored.contains(name)) {
            values.put(name, value);
        }
    }

    Set<String> unstored() {
        return unstored;
    }

    void allStored() {
        unstored.clear();
    }

    void noneStored() {
        unstored.addAll(values.keySet());
    }
}
