package io.streamgauge.agent.output.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.ChildProcess;
import io.streamgauge.testbed.process.Sandbox;
import io.streamgauge.testbed.process.TestbedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An Alertmanager process, alone or one of a pair. For one thread. */
final class RealAlertmanager {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Sandbox sandbox;
    private final String name;
    private final int port;
    private final int clusterPort;
    private final Path configuration;
    private @Nullable ChildProcess process;

    RealAlertmanager(Sandbox sandbox, String name, String webhookUrl) {
        this.sandbox = sandbox;
        this.name = name;
        this.port = sandbox.leasePort();
        this.clusterPort = sandbox.leasePort();
        this.configuration = sandbox.directory().resolve(name + ".yml");
        write(
                configuration,
                """
                route:
                  receiver: hook
                  group_by: [alertname, job_name, state]
                  group_wait: 500ms
                  group_interval: 5s
                  repeat_interval: 1h
                receivers:
                  - name: hook
                    webhook_configs:
                      - url: %s
                        send_resolved: true
                """
                        .formatted(webhookUrl));
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Starts it and waits until it is ready and sees as many others of its cluster as are named. */
    RealAlertmanager start(RealAlertmanager... others) {
        List<String> command = new ArrayList<>(List.of(
                "prometheus-alertmanager",
                "--config.file=" + configuration,
                "--storage.path=" + sandbox.subdirectory(name),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=127.0.0.1:" + clusterPort,
                "--cluster.peer-timeout=1s",
                "--cluster.gossip-interval=50ms",
                "--cluster.pushpull-interval=1s"));
        for (RealAlertmanager other : others) {
            command.add("--cluster.peer=127.0.0.1:" + other.clusterPort);
        }
        ChildProcess started = sandbox.start(name, command, Map.of());
        process = started;
        Await.upTo(LIMIT, name + " is ready and sees its peers")
                .unless(started::whyDead)
                .until(
                        () -> get("/api/v2/status").path("cluster"),
                        cluster -> cluster.path("status").asText().equals("ready")
                                && cluster.path("peers").size() == others.length + 1);
        return this;
    }

    void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Alerts that fire here now. */
    JsonNode active() {
        return get("/api/v2/alerts?active=true");
    }

    Instant endOf(int alert) {
        return Instant.parse(active().path(alert).path("endsAt").asText());
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(URI.create(url() + path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new TestbedException(name + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException(name + ": interrupted", e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
