package io.streamgauge.agent.config;

import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.Setting;
import io.streamgauge.agent.config.key.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A configuration that holds, and where each value comes from. */
public final class LoadedConfig {

    private final AgentConfig config;
    private final Values values;
    private final Map<ConfigKey<?>, Setting> settings;

    LoadedConfig(AgentConfig config, Values values, Map<ConfigKey<?>, Setting> settings) {
        this.config = config;
        this.values = values;
        this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    public AgentConfig config() {
        return config;
    }

    public Values values() {
        return values;
    }

    public Map<ConfigKey<?>, Setting> settings() {
        return settings;
    }

    /** Every key with its value and who set it, one a line; secrets are masked. What {@code --check-config} prints. */
    public String effective() {
        int width = settings.entrySet().stream()
                .mapToInt(entry -> line(entry.getKey(), entry.getValue()).length())
                .filter(length -> length <= 80)
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        settings.forEach((key, setting) -> {
            String line = line(key, setting);
            text.append(line)
                    .append(" ".repeat(Math.max(0, width - line.length())))
                    .append("  # ")
                    .append(setting.origin())
                    .append('\n');
        });
        return text.toString();
    }

    private static String line(ConfigKey<?> key, Setting setting) {
        return key.path() + ": " + setting.shown(key.type().secret());
    }
}
