package io.streamgauge.testbed;

import io.streamgauge.testbed.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The launcher at the root while it builds: a copy of it, with a Maven of ours that builds nothing until it is told. */
class LauncherIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String MAVEN =
            """
            #!/bin/sh
            echo started >>"$STARTED"
            trap 'exit 130' INT
            while [ ! -e "$GO" ]; do sleep 0.02; done
            """;

    @TempDir
    private Path directory;

    private Path started;
    private Path go;

    @BeforeEach
    void copy() throws IOException {
        Path home = Path.of(System.getProperty("streamgauge.home", ".."));
        Files.copy(home.resolve("streamgauge"), directory.resolve("streamgauge"));
        Files.createDirectories(directory.resolve("dev"));
        Files.copy(home.resolve("dev/lib.sh"), directory.resolve("dev/lib.sh"));
        Path maven = Files.createDirectories(directory.resolve("bin")).resolve("mvn");
        Files.writeString(maven, MAVEN);
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        started = directory.resolve("started");
        go = directory.resolve("go");
    }

    /** Nobody is left waiting for it when a test has failed. */
    @AfterEach
    void letGo() throws IOException {
        if (!Files.exists(go)) {
            Files.createFile(go);
        }
    }

    @Test
    void anInterruptedBuildIsNotCalledAFailedOne() throws Exception {
        Process launcher = launch("first");
        awaitBuilds(1);

        interrupt(launcher);

        assertThat(launcher.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(130);
        assertThat(said("first")).contains("the build was interrupted").doesNotContain("failed");
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws Exception {
        Process first = launch("first");
        awaitBuilds(1);
        Process second = launch("second");
        Await.upTo(LIMIT, "the second waits")
                .until(() -> said("second"), words -> words.contains("Waiting for another build"));

        Files.createFile(go);

        assertThat(first.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(lines(started)).hasSize(1);
        // Both went on to what was to have been built.
        assertThat(said("first")).contains("streamgauge-agent.jar");
        assertThat(said("second")).contains("streamgauge-agent.jar");
    }

    /** In a group of its own, as a terminal makes it, and with SIGINT as a terminal leaves it. */
    private Process launch(String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        "setsid",
                        directory.resolve("streamgauge").toString(),
                        "agent")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".out").toFile());
        builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("STARTED", started.toString());
        builder.environment().put("GO", go.toString());
        return builder.start();
    }

    /** Ctrl-C reaches every process of the group. */
    private static void interrupt(Process launcher) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(List.of("sh", "-c", "kill -s INT -- -" + launcher.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private void awaitBuilds(int count) {
        Await.upTo(LIMIT, count + " builds begun").until(() -> lines(started).size(), begun -> begun == count);
    }

    private String said(String name) {
        return String.join("\n", lines(directory.resolve(name + ".out")));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
