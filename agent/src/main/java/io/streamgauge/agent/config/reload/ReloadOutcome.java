package io.streamgauge.agent.config.reload;

import io.streamgauge.agent.config.ConfigLoader;
import io.streamgauge.agent.config.ConfigSources;
import io.streamgauge.agent.config.LoadedConfig;
import io.streamgauge.agent.config.file.ConfigException;
import io.streamgauge.agent.config.file.ConfigProblem;
import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What came of a reload.
 *
 * @param config what the agent is to run with: the old one when there are problems
 * @param changed paths of keys whose new value counts from now on
 * @param needRestart paths of keys whose new value counts only after a restart
 */
public record ReloadOutcome(
        LoadedConfig config, List<String> changed, List<String> needRestart, List<ConfigProblem> problems) {

    public ReloadOutcome {
        changed = List.copyOf(changed);
        needRestart = List.copyOf(needRestart);
        problems = List.copyOf(problems);
    }

    public boolean succeeded() {
        return problems.isEmpty();
    }

    /** Takes from the new sources what can change while the agent runs. */
    public static ReloadOutcome of(LoadedConfig old, ConfigSources sources) {
        LoadedConfig fresh;
        try {
            fresh = ConfigLoader.load(sources);
            return merged(old, fresh);
        } catch (ConfigException e) {
            return new ReloadOutcome(old, List.of(), List.of(), e.problems());
        }
    }

    private static ReloadOutcome merged(LoadedConfig old, LoadedConfig fresh) throws ConfigException {
        Map<ConfigKey<?>, Setting> settings = new LinkedHashMap<>(old.settings());
        List<String> changed = new ArrayList<>();
        List<String> needRestart = new ArrayList<>();
        fresh.settings().forEach((key, setting) -> {
            boolean same = Objects.equals(old.values().find(key), fresh.values().find(key));
            if (key.live() || same) {
                settings.put(key, setting);
            }
            if (!same) {
                (key.live() ? changed : needRestart).add(key.path());
            }
        });
        return new ReloadOutcome(ConfigLoader.compose(settings, new ArrayList<>()), changed, needRestart, List.of());
    }
}
