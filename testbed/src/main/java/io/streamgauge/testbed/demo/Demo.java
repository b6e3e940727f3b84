package io.streamgauge.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.AlertmanagerServer;
import io.streamgauge.testbed.AlertmanagerSettings;
import io.streamgauge.testbed.FlinkCluster;
import io.streamgauge.testbed.PrometheusServer;
import io.streamgauge.testbed.PrometheusSettings;
import io.streamgauge.testbed.cases.CaseRun;
import io.streamgauge.testbed.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts everything in the order in which it depends on each other, and stops it in reverse. All of it runs as child
 * processes that die with this one. Owned by one thread, but for {@link #fixLeak}.
 */
public final class Demo implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final DemoOptions options;
    private final Artifacts artifacts;
    private final Console console;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final AgentProcess.Reservation reservation = AgentProcess.reserve();
    private @Nullable AlertmanagerServer alertmanager;
    private @Nullable PrometheusServer prometheus;

    Demo(DemoOptions options, Artifacts artifacts, Console console) {
        this.options = options;
        this.artifacts = artifacts;
        this.console = console;
        started.push(reservation.sandbox());
    }

    /** What runs, once it runs. */
    record Running(FlinkCluster cluster, AgentProcess agent, CaseRun job) {}

    Running start() {
        if (AlertmanagerServer.isInstalled()) {
            alertmanager =
                    keep(console.step("Alertmanager", () -> AlertmanagerServer.start(AlertmanagerSettings.defaults())));
        }
        FlinkCluster cluster = keep(console.step(
                "Flink " + options.flink().line() + ": one JobManager, two TaskManagers with the reporter",
                () -> FlinkCluster.start(
                        DemoCluster.settings(options.flink(), artifacts.reporterJar(), reservation.url()))));
        AgentProcess agent = keep(console.step(
                "agent",
                () -> reservation.start(
                        artifacts.agentJar(), AgentConfiguration.yaml(cluster.restUrl(), alertmanager))));
        if (PrometheusServer.isInstalled()) {
            prometheus = keep(console.step("Prometheus", () -> PrometheusServer.start(prometheusSettings(agent))));
        }
        CaseRun job = console.step("sample job submitted: " + options.shown().name(), () -> submit(cluster));
        console.step("all tasks running", () -> {
            cluster.awaitRunning(job.jobId());
            return job;
        });
        console.startClock();
        console.step("first checkpoint", () -> cluster.awaitCheckpoint(job.jobId(), 1));
        console.step("state metrics flowing", () -> Await.upTo(START_LIMIT, "states in the agent's API")
                .unless(agent::whyDead)
                .until(() -> agent.api("states").path("states").size(), size -> size > 0));
        // Else the first line on the job's health would speak of no checkpoint, right below the one that was awaited.
        console.step("checkpoint seen by the agent", () -> Await.upTo(START_LIMIT, "a checkpoint in the agent's API")
                .unless(agent::whyDead)
                .until(() -> checkpointsCompleted(agent), completed -> completed > 0));
        return new Running(cluster, agent, job);
    }

    private static int checkpointsCompleted(AgentProcess agent) {
        int completed = 0;
        for (JsonNode job : agent.api("jobs").path("jobs")) {
            completed += job.path("checkpoints").path("completed").asInt();
        }
        return completed;
    }

    /** Where to look. */
    void printAddresses(Running running) {
        console.line("Open:");
        console.line("  Streamgauge    " + running.agent().url() + "/        metrics at /metrics, API at /api/v1/");
        console.line("  Flink          " + running.cluster().restUrl() + "/");
        PrometheusServer scraping = prometheus;
        console.line("  Prometheus     "
                + (scraping == null ? "not installed (apt-get install prometheus)" : scraping.url() + "/"));
        AlertmanagerServer alerting = alertmanager;
        console.line("  Alertmanager   "
                + (alerting == null
                        ? "not installed (apt-get install prometheus-alertmanager)"
                        : alerting.url() + "/"));
    }

    /** Whether the alert for a finding has arrived; null without Alertmanager. */
    @Nullable
    Boolean alertArrived() {
        AlertmanagerServer alerting = alertmanager;
        return alerting == null
                ? null
                : alerting.alerts().stream().anyMatch(alert -> alert.name().equals("StreamgaugeStateLeak"));
    }

    /** Tells the job to stop leaking and to clean up what has leaked. Any thread. */
    void fixLeak() {
        try {
            Path next = controlFile().resolveSibling("control.next");
            Files.writeString(next, "leak=none\n");
            Files.move(next, controlFile(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                console.line("  " + part + " did not stop: " + e.getMessage());
            }
        }
    }

    private Path controlFile() {
        return reservation.sandbox().directory().resolve("control");
    }

    private CaseRun submit(FlinkCluster cluster) {
        return CaseRun.start(
                cluster,
                artifacts.sampleJobJar(),
                options.shown(),
                List.of("--control-file", controlFile().toString()),
                Instant.now());
    }

    private PrometheusSettings prometheusSettings(AgentProcess agent) {
        PrometheusSettings settings = PrometheusSettings.defaults()
                .withInterval(Duration.ofSeconds(5))
                .withTargets("streamgauge", List.of(agent.url().getAuthority()))
                .withRuleFiles(artifacts.alertRules());
        AlertmanagerServer alerting = alertmanager;
        return alerting == null ? settings : settings.withAlertmanagers(List.of(alerting.hostPort()));
    }

    private <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
    }
}
