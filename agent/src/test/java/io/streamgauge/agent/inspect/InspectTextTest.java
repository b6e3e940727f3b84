package io.streamgauge.agent.inspect;

import io.streamgauge.agent.inspect.InspectFixture.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is printed, as files that a person has looked at: src/test/resources/inspect. */
class InspectTextTest {
    private static final Path APPROVED = InspectFixture.HOME.resolve("agent/src/test/resources/inspect");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "rocksdb-80, flink-2.3-rocksdb-incremental, --width 80",
        "rocksdb-keys-160, flink-2.3-rocksdb-incremental, --width 160 --depth keys --key-groups 64",
        "rocksdb-full, flink-2.3-rocksdb-incremental, --depth full --states 5",
        "one-state-full, flink-2.3-rocksdb-incremental, --depth full --operator roster --state log",
        "rescaled, flink-1.20-rescaled, --states 3",
        "hashmap, flink-1.20-hashmap, --width 120 --states 8",
        "canonical-savepoint, flink-2.3-rocksdb-savepoint-canonical, --depth full --states 8",
        "unaligned, flink-2.3-unaligned, --states all",
        "changelog, flink-1.20-changelog, --states all",
        "finished, flink-2.3-finished, --states all",
        "forst, flink-2.3-forst, --width 100",
    })
    void isAsApproved(String name, String golden, String options) throws IOException {
        Path place = InspectFixture.copy(golden, directory);
        List<Object> arguments = new ArrayList<>(List.of(options.split(" ")));
        arguments.add(place);

        Result result = InspectFixture.plain().run(arguments.toArray());

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertApproved(name, result.out());
    }

    @Test
    void aDifferenceIsAsApproved() throws IOException {
        Path then = InspectFixture.copy("flink-1.20-rocksdb-incremental", directory);
        Path now = InspectFixture.copy("flink-1.20-rocksdb-full", directory, InspectFixture.NOW);

        assertApproved(
                "difference-100",
                InspectFixture.plain().run(now, "--diff", then).out());
        assertApproved(
                "difference-160",
                InspectFixture.plain()
                        .run(now, "--diff", then, "--depth", "full", "--width", 160, "--states", 6)
                        .out());
    }

    @Test
    void allIsAList() throws IOException {
        Path root = directory.resolve("root");
        for (String golden : List.of("flink-2.3-rocksdb-incremental", "flink-1.20-hashmap")) {
            for (Path file : InspectFixture.files(InspectFixture.copy(golden, directory))) {
                Path copy = root.resolve(directory
                        .resolve(golden)
                        .resolve("checkpoints")
                        .relativize(file)
                        .toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.move(file, copy);
            }
        }
        Files.createDirectories(root.resolve("f061f586b3e435e883e4c9e980b07fad/chk-3"));

        assertApproved(
                "all", InspectFixture.plain().run(root, "--all", "--width", 300).out());
        assertThat(InspectFixture.plain().run(root).out())
                .contains("The newest of 2 complete checkpoints there; --all reads all.")
                .contains("Passed over")
                .contains("chk-3");
    }

    @ParameterizedTest
    @CsvSource({"60", "80", "100", "160", "250"})
    void noLineOfATableIsWiderThanTheTerminal(int columns) throws IOException {
        Path place = InspectFixture.copy("flink-2.3-rocksdb-incremental", directory);

        InspectFixture.plain()
                .run(place, "--width", columns, "--depth", "keys")
                .out()
                .lines()
                .filter(line -> !line.contains(directory.toString()) && !line.startsWith("Checkpoint "))
                .forEach(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(columns));
    }

    @Test
    void plainAsciiWhereTheLocaleIsNotUnicode() throws IOException {
        Path place = InspectFixture.copy("flink-2.3-rocksdb-incremental", directory);

        String out = InspectFixture.with(Map.of(), false, false)
                .run(place, "--depth", "keys", "--width", 80)
                .out();

        assertThat(out).matches("\\p{ASCII}+").contains("####");
    }

    @Test
    void coloursOnATerminalOnly() throws IOException {
        Path place = InspectFixture.copy("flink-2.3-rocksdb-incremental", directory);

        assertThat(InspectFixture.with(Map.of(), true, true).run(place).out()).contains("\u001b[1m");
        assertThat(InspectFixture.with(Map.of(), false, true).run(place).out()).doesNotContain("\u001b");
        assertThat(InspectFixture.with(Map.of("NO_COLOR", "1"), true, true)
                        .run(place)
                        .out())
                .doesNotContain("\u001b");
        assertThat(InspectFixture.with(Map.of("TERM", "dumb"), true, true)
                        .run(place)
                        .out())
                .doesNotContain("\u001b");
    }

    @Test
    void takesTheWidthOfTheTerminal() throws IOException {
        Path place = InspectFixture.copy("flink-2.3-rocksdb-incremental", directory);

        String narrow = InspectFixture.with(Map.of("COLUMNS", "60"), true, true)
                .run(place)
                .out();

        assertThat(narrow).doesNotContain("SKEW").contains("SIZE");
        assertThat(InspectFixture.with(Map.of("COLUMNS", "150"), true, true)
                        .run(place)
                        .out())
                .contains("SKEW");
    }

    private void assertApproved(String name, String out) throws IOException {
        String stable = out.replace(directory.toString(), "/flink").replaceAll("(read at depth \\w+): .*", "$1: ...");
        Path file = APPROVED.resolve(name + ".txt");
        if (Boolean.getBoolean("streamgauge.write")) {
            Files.createDirectories(APPROVED);
            Files.writeString(file, stable);
        }
        assertThat(stable)
                .as("stale: mvn -pl agent -am test -Dtest=InspectTextTest -Dstreamgauge.write=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false, and look at the difference")
                .isEqualTo(Files.readString(file));
    }
}
