package io.streamgauge.agent.config;

import io.streamgauge.agent.config.file.ConfigException;
import io.streamgauge.agent.config.file.ConfigProblem;
import io.streamgauge.agent.config.file.YamlNode;
import io.streamgauge.agent.config.key.BadValueException;
import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.Setting;
import io.streamgauge.agent.config.key.Values;
import io.streamgauge.agent.config.section.AlertmanagerKeys;
import io.streamgauge.agent.config.section.CheckpointKeys;
import io.streamgauge.agent.config.section.CrossChecks;
import io.streamgauge.agent.config.section.FlinkRestKeys;
import io.streamgauge.agent.config.section.GeneralKeys;
import io.streamgauge.agent.config.section.HistoryKeys;
import io.streamgauge.agent.config.section.IngestKeys;
import io.streamgauge.agent.config.section.LeakKeys;
import io.streamgauge.agent.config.section.ProfileKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes the agent's configuration of all that may set it, or says everything that is wrong with it. */
public final class ConfigLoader {

    static final List<ConfigKey<?>> KEYS = Stream.of(
                    GeneralKeys.ALL,
                    IngestKeys.ALL,
                    FlinkRestKeys.ALL,
                    CheckpointKeys.ALL,
                    HistoryKeys.ALL,
                    LeakKeys.ALL,
                    ProfileKeys.ALL,
                    AlertmanagerKeys.ALL)
            .<ConfigKey<?>>flatMap(List::stream)
            .toList();

    /** Each part by the keys that it is made of. */
    private record Part(String prefix, Consumer<Values> settings) {}

    private static final List<Part> PARTS = List.of(
            new Part("listen", GeneralKeys::listen),
            new Part("metrics", GeneralKeys::metrics),
            new Part("log", GeneralKeys::log),
            new Part("ingest", IngestKeys::settings),
            new Part("flink.rest", FlinkRestKeys::settings),
            new Part("checkpoint", CheckpointKeys::settings),
            new Part("history", HistoryKeys::settings),
            new Part("analysis.leak", LeakKeys::settings),
            new Part("analysis.leak.lives", LeakKeys::lives),
            new Part("analysis.leak", LeakKeys::declarations),
            new Part("profiles", ProfileKeys::settings),
            new Part("alertmanager", AlertmanagerKeys::settings));

    private static final int MOST_PROBLEMS = 100;

    private ConfigLoader() {}

    /** Reads secret files too; nothing else outside of the sources. */
    public static LoadedConfig load(ConfigSources sources) throws ConfigException {
        List<ConfigProblem> problems = new ArrayList<>();
        Map<ConfigKey<?>, Setting> settings = new SettingsCollector(KEYS, problems).collect(sources);
        return compose(settings, problems);
    }

    public static LoadedConfig compose(Map<ConfigKey<?>, Setting> settings, List<ConfigProblem> problems)
            throws ConfigException {
        Values values = new Values();
        Set<String> badPaths = new HashSet<>();
        settings.forEach((key, setting) -> {
            if (!parse(values, key, setting, problems)) {
                badPaths.add(key.path());
            }
        });
        badPaths.addAll(new CrossChecks(values, settings, problems).run());
        for (Part part : PARTS) {
            if (badPaths.stream().noneMatch(path -> path.startsWith(part.prefix + "."))) {
                check(part, values, settings, problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(atMost(problems));
        }
        AgentConfig config = new AgentConfig(
                values.get(GeneralKeys.TICK),
                GeneralKeys.listen(values),
                IngestKeys.settings(values),
                FlinkRestKeys.settings(values),
                CheckpointKeys.settings(values),
                GeneralKeys.metrics(values),
                HistoryKeys.settings(values),
                HistoryKeys.recording(values),
                LeakKeys.settings(values),
                LeakKeys.lives(values),
                LeakKeys.declarations(values),
                ProfileKeys.settings(values),
                AlertmanagerKeys.settings(values),
                GeneralKeys.log(values));
        return new LoadedConfig(config, values, settings);
    }

    private static List<ConfigProblem> atMost(List<ConfigProblem> problems) {
        if (problems.size() <= MOST_PROBLEMS) {
            return problems;
        }
        List<ConfigProblem> first = new ArrayList<>(problems.subList(0, MOST_PROBLEMS));
        first.add(new ConfigProblem("and " + (problems.size() - MOST_PROBLEMS) + " more"));
        return first;
    }

    private static <T> boolean parse(Values values, ConfigKey<T> key, Setting setting, List<ConfigProblem> problems) {
        YamlNode node = setting.node();
        if (node == null) {
            return true;
        }
        try {
            values.put(key, node);
            return true;
        } catch (BadValueException e) {
            String text = key.defaultText();
            String remedy = "correct it, or leave it out" + (text == null || text.isEmpty() ? "" : " for " + text);
            problems.add(ConfigProblem.of(setting.where(key), e.found(), e.expected(), remedy));
            return false;
        }
    }

    /** What only the part itself can tell; its messages have one line each and begin with a key or the end of one. */
    private static void check(
            Part part, Values values, Map<ConfigKey<?>, Setting> settings, List<ConfigProblem> problems) {
        try {
            part.settings.accept(values);
        } catch (IllegalArgumentException e) {
            String.valueOf(e.getMessage()).lines().forEach(line -> {
                String text = line.startsWith(part.prefix) ? line : part.prefix + "." + line;
                String remedy = text.contains(";") ? "" : "; correct it, see docs/configuration.md";
                problems.add(new ConfigProblem(located(text, settings) + remedy));
            });
        }
    }

    private static String located(String text, Map<ConfigKey<?>, Setting> settings) {
        for (Map.Entry<ConfigKey<?>, Setting> entry : settings.entrySet()) {
            String path = entry.getKey().path();
            if (text.startsWith(path + ":") || text.startsWith(path + "[") || text.startsWith(path + ".")) {
                String where = entry.getValue().where(entry.getKey());
                return where.equals(path)
                        ? text
                        : where + (where.endsWith(path) ? text.substring(path.length()) : ": " + text);
            }
        }
        return text;
    }
}
