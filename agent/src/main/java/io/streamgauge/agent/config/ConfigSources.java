package io.streamgauge.agent.config;

import io.streamgauge.agent.config.file.ConfigFile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that may set a key: a flag counts before a variable, a variable before the file.
 *
 * @param file null: none was named
 * @param environment all variables; those that start with STREAMGAUGE_ are ours
 * @param flags "a.b=c" as given by {@code --set}; of two for one key the last counts
 */
public record ConfigSources(@Nullable ConfigFile file, Map<String, String> environment, List<String> flags) {

    public ConfigSources {
        environment = Map.copyOf(environment);
        flags = List.copyOf(flags);
    }
}
