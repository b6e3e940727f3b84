package io.streamgauge.agent.config.key;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One key, declared once: the reader, {@code --check-config} and docs/configuration.md follow from it.
 *
 * @param defaultText as a flag would give it; null when nothing is set by default
 * @param live whether a change takes effect at a reload
 */
public record ConfigKey<T>(String path, ValueType<T> type, @Nullable String defaultText, String help, boolean live) {

    public static final String ENVIRONMENT_PREFIX = "STREAMGAUGE_";

    public static <T> ConfigKey<T> of(String path, ValueType<T> type, String defaultText, String help) {
        return new ConfigKey<>(path, type, defaultText, help, false);
    }

    public static <T> ConfigKey<T> optional(String path, ValueType<T> type, String help) {
        return new ConfigKey<>(path, type, null, help, false);
    }

    public ConfigKey<T> changesAtReload() {
        return new ConfigKey<>(path, type, defaultText, help, true);
    }

    /** The variable that sets it. */
    public String variable() {
        return ENVIRONMENT_PREFIX
                + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** "analysis.leak" of "analysis.leak.window"; empty at the top level. */
    public String section() {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }
}
