package io.streamgauge.testbed.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SandboxIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Signals 1 and 2 as /proc has them: bit n - 1 is signal n. */
    private static final long HANGUP_AND_INTERRUPT = 0b11;

    private static final List<String> SLEEPER = List.of("sleep", "600");

    @TempDir
    private Path directory;

    @Test
    void noChildOutlivesAKilledJvm() throws Exception {
        Holder holder = startHolder();

        holder.jvm().destroyForcibly();

        Pid.awaitGone(holder.child());
        Directories.delete(holder.directory());
    }

    @Test
    void ctrlCInATerminalStopsChildrenInAnOrderlyWayAndLeavesNoFiles() throws Exception {
        Holder holder = startHolder();

        // A terminal sends SIGINT to its whole foreground process group.
        signalGroup(holder.jvm(), "INT");

        assertThat(holder.jvm().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Signals.recorded(signals())).containsExactly("ready", "TERM");
        Pid.awaitGone(holder.child());
        assertThat(holder.directory()).doesNotExist();
    }

    @Test
    void childOutlivesTheThreadThatStartedIt() throws Exception {
        try (Sandbox sandbox = Sandbox.create("test")) {
            AtomicReference<ChildProcess> started = new AtomicReference<>();
            Thread starter = new Thread(() -> {
                started.set(startRecorder(sandbox));
                // Only by now it is settled whose end the child would be told of.
                Signals.awaitReady(signals());
            });
            starter.start();
            starter.join();
            ChildProcess child = Objects.requireNonNull(started.get());

            // Had it been tied to that thread, SIGKILL would have come before this.
            child.signal("INT");

            Await.upTo(LIMIT, "SIGINT recorded").unless(child::whyDead).untilTrue(() -> Signals.recorded(signals())
                    .contains("INT"));
        }
    }

    @Test
    void closeStopsChildrenAndDeletesTheDirectory() {
        Sandbox sandbox = Sandbox.create("test");
        ChildProcess child = startRecorder(sandbox);
        Signals.awaitReady(signals());

        sandbox.close();
        sandbox.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(Signals.recorded(signals())).containsExactly("ready", "TERM");
        assertThat(sandbox.directory()).doesNotExist();
        assertThatThrownBy(() -> sandbox.start("late", SLEEPER, Map.of()))
                .hasMessage("test: is closed, cannot start late");
    }

    @Test
    void closeKillsAChildThatIgnoresSigterm() {
        Sandbox sandbox = Sandbox.create("test", Duration.ofMillis(50));
        ChildProcess child = sandbox.start(
                "stubborn",
                List.of("sh", "-c", "trap '' TERM; echo ready >>\"$SIGNALS\"; while :; do sleep 0.02; done"),
                Map.of("SIGNALS", signals().toString()));
        Signals.awaitReady(signals());

        sandbox.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(child.exitCode()).isEqualTo(128 + 9);
    }

    @Test
    void closeDoesNotWaitForAFrozenChild() {
        Sandbox sandbox = Sandbox.create("test", Duration.ofDays(1));
        ChildProcess child = sandbox.start("sleeper", SLEEPER, Map.of());
        child.freeze();

        sandbox.close();

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void freezesAndThaws() {
        try (Sandbox sandbox = Sandbox.create("test")) {
            ChildProcess child = sandbox.start("sleeper", SLEEPER, Map.of());

            child.freeze();
            Await.upTo(LIMIT, "frozen").untilTrue(() -> Pid.state(child.pid()) == 'T');
            child.thaw();
            Await.upTo(LIMIT, "thawed").untilTrue(() -> Pid.state(child.pid()) == 'S');
        }
    }

    @Test
    void keepsFilesWhenTold() {
        Sandbox sandbox = Sandbox.create("test");
        sandbox.keepFiles();

        sandbox.close();

        assertThat(sandbox.directory()).exists();
        Directories.delete(sandbox.directory());
    }

    /** A wait that fails because its processes are being stopped asks for it, and says where their logs are. */
    @Test
    void whatFailsBecauseOfTheCloseKeepsNoFilesAndMakesNone() throws Exception {
        Sandbox sandbox = Sandbox.create("test");
        Path goOn = directory.resolve("go-on");
        String script =
                """
                trap 'echo TERM >>"$SIGNALS"; while [ ! -e "$GO_ON" ]; do sleep 0.02; done; exit 0' TERM
                echo ready >>"$SIGNALS"
                while :; do sleep 0.02; done
                """;
        sandbox.start(
                "slow", List.of("sh", "-c", script), Map.of("SIGNALS", signals().toString(), "GO_ON", goOn.toString()));
        Signals.awaitReady(signals());
        Thread closer = new Thread(sandbox::close);
        closer.start();
        Await.upTo(LIMIT, "SIGTERM recorded")
                .until(() -> Signals.recorded(signals()), recorded -> recorded.contains("TERM"));

        sandbox.keepFiles();
        Files.createFile(goOn);
        closer.join();

        assertThat(sandbox.directory()).doesNotExist();
        assertThat(sandbox.logDirectory()).isEqualTo(sandbox.directory().resolve("log"));
        assertThat(sandbox.directory()).doesNotExist();
    }

    /** Ctrl-C may come between two sandboxes. */
    @Test
    void noneIsMadeOnceTheJvmShutsDown() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LateSandbox.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(jvm.waitFor()).isZero();
        assertThat(said.strip()).isEqualTo("late: this JVM is shutting down, cannot start anything");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("streamgauge-")))
                    .isEmpty();
        }
    }

    /** An agent reloads at SIGHUP, which nohup has us ignore, and with us our children. */
    @Test
    void childrenHearSignalsThatWeIgnore() throws Exception {
        Holder holder = startHolder("--ignore-signal=INT,HUP");
        try {
            assertThat(Pid.ignoredSignals(holder.jvm().pid()) & HANGUP_AND_INTERRUPT)
                    .isEqualTo(HANGUP_AND_INTERRUPT);
            assertThat(Pid.ignoredSignals(holder.child()) & HANGUP_AND_INTERRUPT)
                    .isZero();
        } finally {
            holder.jvm().destroyForcibly();
            Pid.awaitGone(holder.child());
            Directories.delete(holder.directory());
        }
    }

    @Test
    void saysHowAChildEnded() {
        try (Sandbox sandbox = Sandbox.create("test")) {
            ChildProcess child = sandbox.start("teller", List.of("sh", "-c", "echo the reason; exit 3"), Map.of());

            assertThat(child.awaitDeath(LIMIT)).isTrue();

            assertThat(child.whyDead())
                    .isEqualTo("teller exited with code 3; the end of " + child.output() + ":\nthe reason");
        }
    }

    private record Holder(Process jvm, long child, Path directory) {}

    private Holder startHolder() throws IOException {
        // SIGINT not ignored as under nohup or "&".
        return startHolder("--default-signal=INT");
    }

    private Holder startHolder(String signals) throws IOException {
        Path told = directory.resolve("told");
        Process jvm = new ProcessBuilder(
                        // A group of its own as a terminal makes it.
                        "setsid",
                        "env",
                        signals,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SandboxHolder.class.getName(),
                        told.toString(),
                        signals().toString())
                .inheritIO()
                .start();
        String[] words = Await.upTo(LIMIT, "JVM with a child")
                .unless(() -> jvm.isAlive() ? null : "the JVM exited with code " + jvm.exitValue())
                .until(() -> read(told), text -> !text.isEmpty())
                .split(" ");
        assertThat(Pid.isRunning(Long.parseLong(words[0]))).isTrue();
        return new Holder(jvm, Long.parseLong(words[0]), Path.of(words[1]));
    }

    private ChildProcess startRecorder(Sandbox sandbox) {
        return sandbox.start(
                "recorder",
                List.of("sh", "-c", Signals.RECORDING_SCRIPT),
                Map.of("SIGNALS", signals().toString()));
    }

    private Path signals() {
        return directory.resolve("signals");
    }

    private static void signalGroup(Process leader, String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("sh", "-c", "kill -s \"$0\" -- \"-$1\"", signal, Long.toString(leader.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new TestbedException("told", e);
        }
    }
}
