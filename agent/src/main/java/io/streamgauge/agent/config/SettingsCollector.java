package io.streamgauge.agent.config;

import io.streamgauge.agent.config.file.ConfigFile;
import io.streamgauge.agent.config.file.ConfigProblem;
import io.streamgauge.agent.config.file.YamlNode;
import io.streamgauge.agent.config.file.YamlReader;
import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.Setting;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out what each key is set to and by whom. What no key is called is a problem. */
final class SettingsCollector {

    /** Variables of the launcher, which are no keys. */
    private static final Set<String> OTHER_VARIABLES = Set.of("STREAMGAUGE_HOME", "STREAMGAUGE_JAVA_OPTS");

    private final Map<String, ConfigKey<?>> byPath = new LinkedHashMap<>();
    private final Map<String, ConfigKey<?>> byVariable = new LinkedHashMap<>();
    private final Map<ConfigKey<?>, Setting> settings = new LinkedHashMap<>();
    private final List<ConfigProblem> problems;

    SettingsCollector(List<ConfigKey<?>> keys, List<ConfigProblem> problems) {
        this.problems = problems;
        for (ConfigKey<?> key : keys) {
            byPath.put(key.path(), key);
            byVariable.put(key.variable(), key);
            String text = key.defaultText();
            settings.put(key, new Setting(text == null ? null : key.type().ofText(text), Setting.DEFAULT));
        }
    }

    /** In the order of the declarations. */
    Map<ConfigKey<?>, Setting> collect(ConfigSources sources) {
        ConfigFile file = sources.file();
        if (file != null) {
            fromMap(file.name(), "", YamlReader.read(file, problems));
        }
        new TreeMap<>(sources.environment()).forEach((name, value) -> {
            if (name.startsWith(ConfigKey.ENVIRONMENT_PREFIX) && !OTHER_VARIABLES.contains(name)) {
                fromText(byVariable.get(name), "environment " + name, name, value, byVariable.keySet());
            }
        });
        sources.flags().forEach(this::fromFlag);
        return settings;
    }

    private void fromMap(String file, String prefix, YamlNode.Mapping mapping) {
        mapping.entries().forEach((name, node) -> {
            String path = prefix.isEmpty() ? name : prefix + "." + name;
            String where = file + ":" + node.line();
            ConfigKey<?> key = byPath.get(path);
            if (key != null) {
                settings.put(key, new Setting(node, where));
            } else if (!isSection(path)) {
                unknown(where + ": " + path, path, node instanceof YamlNode.Mapping ? sections() : byPath.keySet());
            } else if (node instanceof YamlNode.Mapping section) {
                fromMap(file, path, section);
            } else if (!(node instanceof YamlNode.Nothing)) {
                problems.add(ConfigProblem.of(
                        where + ": " + path,
                        node.described(),
                        "a map of keys",
                        "indent the keys of " + path + " under it"));
            }
        });
    }

    private Set<String> sections() {
        Set<String> sections = new TreeSet<>();
        for (String path : byPath.keySet()) {
            for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
                sections.add(path.substring(0, dot));
            }
        }
        return sections;
    }

    private boolean isSection(String path) {
        return byPath.keySet().stream().anyMatch(known -> known.startsWith(path + "."));
    }

    private void fromFlag(String flag) {
        int equals = flag.indexOf('=');
        if (equals <= 0) {
            problems.add(ConfigProblem.of("--set", '"' + flag + '"', "KEY=VALUE", "write it as --set tick=10s"));
            return;
        }
        String path = flag.substring(0, equals);
        fromText(byPath.get(path), "--set " + path, path, flag.substring(equals + 1), byPath.keySet());
    }

    private void fromText(
            @Nullable ConfigKey<?> key, String origin, String name, String value, Collection<String> known) {
        if (key == null) {
            unknown(origin, name, known);
        } else {
            settings.put(key, new Setting(key.type().ofText(value), origin));
        }
    }

    private void unknown(String where, String name, Collection<String> known) {
        String nearest = NearestName.of(name, known);
        problems.add(ConfigProblem.of(
                where,
                "a key that does not exist",
                nearest == null ? "one of docs/configuration.md" : nearest,
                nearest == null ? "remove it" : "rename or remove it"));
    }
}
