package io.streamgauge.agent.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.testbed.demo.Artifacts;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.ChildProcess;
import io.streamgauge.testbed.process.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo as a user starts it: a process of its own, judged by what it prints and leaves behind. Both Flink versions run
 * side by side, since most of the time is waiting for evidence.
 */
class DemoIT {

    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void namesTheLeakAloneAlertsResolvesAndLeavesNothingBehind() throws Exception {
        try (Sandbox older = Sandbox.create("demo-1.20");
                Sandbox newer = Sandbox.create("demo-2.3")) {
            ChildProcess untilFinding =
                    start(older, "--flink", "1.20", "--leak", "partly-cleared", "--until-finding", "--for", "5m");
            ChildProcess whole = start(newer, "--fix-after", "5s");

            awaitLine(whole, "the alert has arrived in Alertmanager");
            awaitLine(whole, "the alert is resolved in Alertmanager");
            whole.signal("INT");
            assertThat(whole.awaitDeath(Duration.ofMinutes(1))).isTrue();
            assertThat(whole.exitCode()).as("ended by SIGINT").isEqualTo(130);
            assertNamesOnly(findings(whole), "never-cleared");
            assertNothingIsLeft(newer);

            assertThat(untilFinding.awaitDeath(LIMIT)).isTrue();
            assertThat(untilFinding.exitCode())
                    .as(ChildProcess.tail(untilFinding.output()))
                    .isZero();
            assertNamesOnly(findings(untilFinding), "partly-cleared");
            assertNothingIsLeft(older);
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        try (Sandbox sandbox = Sandbox.create("demo-test")) {
            ChildProcess demo = start(sandbox, "--leak", "everything");

            assertThat(demo.awaitDeath(Duration.ofMinutes(1))).isTrue();

            assertThat(demo.exitCode()).isEqualTo(2);
            assertThat(Files.readString(demo.output()))
                    .contains("--leak: found everything, expected one of [none, never-cleared,");
        }
    }

    private static void assertNamesOnly(List<JsonNode> findings, String cause) {
        assertThat(findings).hasSize(1);
        JsonNode finding = findings.get(0);
        assertThat(finding.path("kind").asText()).isEqualTo("state-leak");
        assertThat(finding.path("verdict").asText()).isEqualTo("suspect");
        assertThat(finding.path("operator").path("name").asText()).isEqualTo("conversations");
        assertThat(finding.path("state").asText()).isEqualTo("customer-profile");
        assertThat(finding.path("cause").asText()).isEqualTo(cause);
        assertThat(finding.path("evidence")).isNotEmpty();
    }

    private static void assertNothingIsLeft(Sandbox sandbox) throws IOException {
        try (Stream<Path> files = Files.list(sandbox.directory().resolve("tmp"))) {
            assertThat(files).as("temporary files").isEmpty();
        }
        String mark = sandbox.directory().toString();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(mark)))
                .as("processes")
                .isEmpty();
    }

    private static ChildProcess start(Sandbox sandbox, String... options) {
        Path home = Artifacts.ofThisBuild().home();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstreamgauge.home=" + home,
                "-Djava.io.tmpdir=" + sandbox.subdirectory("tmp"),
                "-jar",
                home.resolve("testbed/target/streamgauge-testbed.jar").toString(),
                "--json"));
        command.addAll(List.of(options));
        return sandbox.start("demo", command, Map.of());
    }

    private static void awaitLine(ChildProcess demo, String text) {
        Await.upTo(LIMIT, "the demo says: " + text)
                .unless(demo::whyDead)
                .until(() -> read(demo), said -> said.contains(text));
    }

    private static List<JsonNode> findings(ChildProcess demo) throws IOException {
        List<JsonNode> findings = new ArrayList<>();
        for (String line : read(demo).split("\n")) {
            if (line.startsWith("{")) {
                findings.add(JSON.readTree(line));
            }
        }
        return findings;
    }

    private static String read(ChildProcess demo) {
        try {
            return Files.readString(demo.output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
