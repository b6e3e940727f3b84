package io.streamgauge.agent.config;

import io.streamgauge.agent.config.file.ConfigException;
import io.streamgauge.agent.config.file.ConfigFile;
import io.streamgauge.agent.config.file.ConfigProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The files under src/test/resources/config. */
final class Fixtures {

    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("streamgauge.home")), "agent/src/test/resources/config");

    private Fixtures() {}

    static Path folder(String name) {
        return ROOT.resolve(name);
    }

    static List<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.list(folder(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Under its bare name, so that messages are the same everywhere. */
    static ConfigSources file(Path path) {
        try {
            ConfigFile file = ConfigFile.read(path);
            return new ConfigSources(new ConfigFile(path.getFileName().toString(), file.text()), Map.of(), List.of());
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    static ConfigSources text(String yaml) {
        return new ConfigSources(new ConfigFile("test.yml", yaml), Map.of(), List.of());
    }

    static LoadedConfig load(ConfigSources sources) {
        try {
            return ConfigLoader.load(sources);
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    static List<String> problems(ConfigSources sources) {
        try {
            ConfigLoader.load(sources);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(ConfigProblem::text).toList();
        }
    }
}
