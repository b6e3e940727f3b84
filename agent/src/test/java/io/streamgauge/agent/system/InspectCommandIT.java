package io.streamgauge.agent.system;

import io.streamgauge.testbed.demo.Artifacts;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.ChildProcess;
import io.streamgauge.testbed.process.Sandbox;
import io.streamgauge.testbed.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code inspect} as a process: exit codes, and what its surroundings make of it. */
class InspectCommandIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path GOLDEN = Path.of(
            Objects.requireNonNull(System.getProperty("streamgauge.home")),
            "checkpoint-reader/src/test/resources/golden");
    private static final Path CHECKPOINT = GOLDEN.resolve("flink-2.3-rocksdb-incremental/checkpoints");

    @Test
    void okIsZero() {
        assertEnds(Map.of("LC_ALL", "C.UTF-8"), 0, "259 KiB in 22 states of 9 operators", CHECKPOINT.toString());
    }

    @Test
    void asciiInALocaleWithoutUnicode() {
        String out = assertEnds(Map.of("LC_ALL", "C"), 0, "####", CHECKPOINT.toString());

        assertThat(out).matches("\\p{ASCII}+");
    }

    @ParameterizedTest
    @CsvSource({
        "1, /nowhere/at/all, found nothing there",
        "1, hdfs://name/checkpoints, expected a path of the local file system or of S3",
        "2, --s3-region=two words, 'expected a name as eu-central-1'",
        "2, --coluor, 'Unknown option: ''--coluor'''",
        "2, --depth=deep, 'expected sizes, keys or full'",
    })
    void failuresAreOneAndBadUsageTwo(int code, String argument, String said) {
        String out = argument.startsWith("-")
                ? assertEnds(Map.of(), code, said, argument, CHECKPOINT.toString())
                : assertEnds(Map.of(), code, said, argument);

        assertThat(out).startsWith("streamgauge: ").doesNotContain("\tat ");
    }

    @Test
    void checkpointsInS3AreReadAsThoseInTheFileSystem() throws IOException {
        try (S3Server server = S3Server.start()) {
            server.createBucket("golden");
            S3Uploads.putAll(server, "golden", CHECKPOINT, "checkpoints");
            String[] arguments = {
                "--s3-endpoint", server.endpoint().toString(), "--s3-path-style", "s3a://golden/checkpoints/"
            };

            assertEnds(
                    Map.of(
                            "LC_ALL",
                            "C.UTF-8",
                            "AWS_ACCESS_KEY_ID",
                            server.accessKey(),
                            "AWS_SECRET_ACCESS_KEY",
                            server.secretKey()),
                    0,
                    "259 KiB in 22 states of 9 operators",
                    arguments);
            String refused = assertEnds(
                    Map.of("AWS_ACCESS_KEY_ID", server.accessKey(), "AWS_SECRET_ACCESS_KEY", "wrong"),
                    1,
                    "access denied",
                    arguments);
            assertThat(refused).contains("credentials").doesNotContain("\tat ");
        }
    }

    @Test
    void aMissingPathIsBadUsage() {
        assertThat(assertEnds(Map.of(), 2, "Missing required parameter: 'PATH'"))
                .contains("Try: streamgauge inspect --help");
    }

    @Test
    void aDirectoryThatMustNotBeRead() throws IOException {
        try (Sandbox sandbox = Sandbox.create("inspect-command")) {
            Path closed = Files.createDirectory(sandbox.directory().resolve("closed"));
            Files.setPosixFilePermissions(closed, Set.of());
            boolean everythingIsReadable = Files.isReadable(closed);

            // Root reads everything, and then finds nothing.
            assertEnds(Map.of(), 1, everythingIsReadable ? "found no directories" : "access denied", closed.toString());
        }
    }

    @Test
    void anInterruptEndsItAtOnce() throws IOException {
        try (Sandbox sandbox = Sandbox.create("inspect-command")) {
            Path job = manyCheckpoints(sandbox.directory());
            ChildProcess inspect = sandbox.start("inspect", command("--all", job.toString()), Map.of());
            Await.upTo(LIMIT, "the first checkpoint, which is damaged, read")
                    .unless(inspect::whyDead)
                    .until(() -> read(inspect.output()), said -> said.contains("chk-0/_metadata at byte 0"));

            inspect.signal("INT");

            assertThat(inspect.awaitDeath(LIMIT)).isTrue();
            assertThat(inspect.exitCode()).isEqualTo(130);
            assertThat(read(inspect.output()).lines()).hasSize(1);
        }
    }

    /** More than can be read before the interrupt comes; the newest is damaged, which is told at once. */
    private static Path manyCheckpoints(Path directory) throws IOException {
        Path job = Files.createDirectory(directory.resolve("0123456789abcdef0123456789abcdef"));
        Path metadata = Files.copy(
                CHECKPOINT.resolve("f061f586b3e435e883e4c9e980b07fad/chk-2/_metadata"), directory.resolve("metadata"));
        for (int id = 1; id <= 20_000; id++) {
            Files.createLink(Files.createDirectory(job.resolve("chk-" + id)).resolve("_metadata"), metadata);
        }
        Path damaged = Files.createDirectory(job.resolve("chk-0")).resolve("_metadata");
        Files.writeString(damaged, "damaged");
        Files.setLastModifiedTime(
                damaged,
                FileTime.from(Files.getLastModifiedTime(metadata).toInstant().plusSeconds(60)));
        return job;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String assertEnds(Map<String, String> environment, int code, String said, String... arguments) {
        try (Sandbox sandbox = Sandbox.create("inspect-command")) {
            ChildProcess inspect = sandbox.start("inspect", command(arguments), environment);

            assertThat(inspect.awaitDeath(LIMIT)).isTrue();
            String out = read(inspect.output());
            assertThat(out).contains(said);
            assertThat(inspect.exitCode()).as(out).isEqualTo(code);
            return out;
        }
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Artifacts.ofThisBuild().agentJar().toString(),
                "inspect"));
        command.addAll(List.of(arguments));
        return command;
    }
}
