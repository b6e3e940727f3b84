package io.streamgauge.agent.system;

import io.streamgauge.testbed.demo.AgentProcess;
import io.streamgauge.testbed.demo.Artifacts;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.ChildProcess;
import io.streamgauge.testbed.process.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged agent as a process: configuration, signals and exit codes, with no Flink beside it. */
class AgentCommandIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void reloadKeepsTheOldConfigurationWhenTheNewOneIsBad() {
        AgentProcess.Reservation reservation = AgentProcess.reserve();
        try (AgentProcess agent = reservation.start(Artifacts.ofThisBuild().agentJar(), "tick: 1s\n")) {
            assertThat(agent.metrics()).contains("streamgauge_config_last_reload_successful 1.0");

            agent.rewriteConfiguration("tick: 1s\nlog: {level: verbose}\n");
            agent.signal("HUP");
            awaitMetric(agent, "streamgauge_config_last_reload_successful 0.0");
            assertThat(read(agent.log()))
                    .contains("Configuration refused, the old one stays")
                    .contains("log.level: found \"verbose\", expected one of error, warn, info, debug, trace");

            agent.rewriteConfiguration("tick: 1s\nlog: {format: json}\nanalysis: {leak: {warm-up: 2h}}\n");
            agent.signal("HUP");
            awaitMetric(agent, "streamgauge_config_last_reload_successful 1.0");
            assertThat(read(agent.log())).contains("analysis.leak.warm-up");

            agent.rewriteConfiguration("tikc: 1s\n");
            agent.signal("HUP");
            awaitMetric(agent, "streamgauge_config_last_reload_successful 0.0");
            assertThat(read(agent.log()))
                    .as("now in JSON")
                    .contains("\"message\":\"Configuration refused, the old one stays\"");
        }
    }

    @Test
    void saysWhatItCannotSeeWithoutFlink() {
        AgentProcess.Reservation reservation = AgentProcess.reserve();
        try (AgentProcess agent = reservation.start(
                Artifacts.ofThisBuild().agentJar(),
                "tick: 1s\nflink: {rest: {addresses: [\"http://127.0.0.1:1\"]}}\n")) {
            Await.upTo(LIMIT, "the source's problem in the API")
                    .until(
                            () -> agent.api("sources").path("notAssessed").toString(),
                            said -> said.contains("flinkrest"));

            assertThat(agent.get("/-/healthy", Map.of()).statusCode()).isEqualTo(200);
            assertThat(agent.get("/-/ready", Map.of()).body()).startsWith("waiting for: ");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Sandbox sandbox = Sandbox.create("agent-command")) {
            ChildProcess agent = run(
                    sandbox,
                    "--set",
                    "listen.port=" + taken.getLocalPort(),
                    "--set",
                    "history.directory=" + sandbox.directory().resolve("history"));

            assertThat(agent.awaitDeath(LIMIT)).isTrue();
            assertThat(agent.exitCode()).isEqualTo(1);
            assertThat(read(agent.output()))
                    .contains("HTTP server at 127.0.0.1:" + taken.getLocalPort() + ": Address already in use");
        }
    }

    @Test
    void aWrongConfigurationEndsWithTwoAndAllItsProblems() {
        try (Sandbox sandbox = Sandbox.create("agent-command")) {
            ChildProcess agent = run(sandbox, "--check-config", "--set", "listen.prot=1", "--set", "tick=soon");

            assertThat(agent.awaitDeath(LIMIT)).isTrue();
            assertThat(agent.exitCode()).isEqualTo(2);
            assertThat(read(agent.output()))
                    .contains("--set listen.prot: found a key that does not exist, expected listen.port")
                    .contains("--set tick: found \"soon\", expected a duration");
        }
    }

    @Test
    void aGoodOneIsPrintedWithItsOrigins() {
        try (Sandbox sandbox = Sandbox.create("agent-command")) {
            ChildProcess agent = run(sandbox, "--check-config", "--set", "ingest.token=very-secret");

            assertThat(agent.awaitDeath(LIMIT)).isTrue();
            assertThat(agent.exitCode()).isZero();
            assertThat(read(agent.output())).contains("listen.port: 9610").doesNotContain("very-secret");
        }
    }

    @Test
    void aSecondAgentOnTheSameHistoryIsRefusedInWords() {
        AgentProcess.Reservation reservation = AgentProcess.reserve();
        try (AgentProcess first = reservation.start(Artifacts.ofThisBuild().agentJar(), "tick: 1s\n");
                Sandbox sandbox = Sandbox.create("agent-command")) {
            ChildProcess second = run(
                    sandbox,
                    "--set",
                    "listen.port=0",
                    "--set",
                    "history.directory=" + first.directory().resolve("history"));

            assertThat(second.awaitDeath(LIMIT)).isTrue();
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(read(second.output())).contains("history");
        }
    }

    private static ChildProcess run(Sandbox sandbox, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Artifacts.ofThisBuild().agentJar().toString(),
                "agent"));
        command.addAll(List.of(arguments));
        return sandbox.start("agent", command, Map.of());
    }

    private static void awaitMetric(AgentProcess agent, String line) {
        Await.upTo(LIMIT, line).unless(agent::whyDead).until(agent::metrics, page -> page.contains(line));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
