package io.streamgauge.agent.config;

import io.streamgauge.agent.config.file.ConfigException;
import io.streamgauge.agent.config.file.ConfigFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One file per kind of mistake, named after it; beside it the exact messages. */
class InvalidConfigTest {

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> saysExactlyWhatIsWrong() {
        return Fixtures.files("invalid", ".yml").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    List<String> problems = Fixtures.problems(Fixtures.file(file));
                    Path expected = Path.of(file.toString().replace(".yml", ".txt"));
                    if (Boolean.getBoolean("streamgauge.write")) {
                        Files.write(expected, problems);
                    }
                    assertThat(String.join("\n", problems)).isNotEmpty().doesNotContain("hunter");
                    assertThat(problems).isEqualTo(Files.readAllLines(expected));
                }));
    }

    @Test
    void everyMessageBelongsToAFile() {
        assertThat(Fixtures.files("invalid", ".txt")).hasSameSizeAs(Fixtures.files("invalid", ".yml"));
        assertThat(Fixtures.files("invalid", ".yml")).hasSizeGreaterThan(50);
    }

    @Test
    void refusesFlagsAndVariablesAlike() {
        ConfigSources sources = new ConfigSources(
                null,
                Map.of(
                        "STREAMGAUGE_HISTORY_MAXSIZE", "1GiB",
                        "STREAMGAUGE_LISTEN_PORT", "x",
                        "STREAMGAUGE_INGEST_TOKEN", " ",
                        "STREAMGAUGE_HOME", "/opt",
                        "PATH", "/bin"),
                List.of("tikc=10s", "log.level", "history.block-ticks=1"));

        assertThat(Fixtures.problems(sources))
                .containsExactly(
                        "environment STREAMGAUGE_HISTORY_MAXSIZE: found a key that does not exist, expected"
                                + " STREAMGAUGE_HISTORY_MAX_SIZE; rename or remove it",
                        "--set tikc: found a key that does not exist, expected tick; rename or remove it",
                        "--set: found \"log.level\", expected KEY=VALUE; write it as --set tick=10s",
                        "environment STREAMGAUGE_LISTEN_PORT: found \"x\", expected a port from 0 to 65535, 0 for any"
                                + " free one; correct it, or leave it out for 9610",
                        "environment STREAMGAUGE_INGEST_TOKEN: found an unusable value, expected a token on one line;"
                                + " correct it, or leave it out",
                        "--set history.block-ticks: found \"1\", expected a whole number from 2 to 4096; correct it,"
                                + " or leave it out for 120");
    }

    @Test
    void refusesAFileThatIsMissing() {
        Path missing = directory.resolve("missing.yml");

        assertThatThrownBy(() -> ConfigFile.read(missing))
                .isInstanceOf(ConfigException.class)
                .hasMessage(missing + ": found no readable file (NoSuchFileException), expected a file that the agent"
                        + " may read; name the right file with --config");
    }

    @Test
    void refusesAFileThatIsHuge() throws IOException {
        Path huge = directory.resolve("huge.yml");
        Files.writeString(huge, "#".repeat(ConfigFile.MAX_BYTES + 1));

        assertThatThrownBy(() -> ConfigFile.read(huge))
                .isInstanceOf(ConfigException.class)
                .hasMessage(huge + ": found more than 1048576 bytes, expected at most that; name the right file with"
                        + " --config");
    }

    @Test
    void refusesAFileThatIsNoText() throws IOException {
        Path binary = directory.resolve("binary.yml");
        Files.write(binary, "tick: 10s # é".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> ConfigFile.read(binary))
                .isInstanceOf(ConfigException.class)
                .hasMessage(binary + ": found bytes that are not UTF-8, expected text in UTF-8; name the right file"
                        + " with --config");
    }
}
