package io.streamgauge.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.ChildProcess;
import io.streamgauge.testbed.process.Programs;
import io.streamgauge.testbed.process.Sandbox;
import io.streamgauge.testbed.process.TestbedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The installed Alertmanager on a free loopback port, alone or with peers; {@link #close} deletes its data. */
public final class AlertmanagerServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** Debian's name first: upstream's may be anything. */
    private static final String[] PROGRAM = {"prometheus-alertmanager", "alertmanager"};

    private final Sandbox sandbox;
    private final List<String> command;
    private final HttpJson http;
    private volatile ChildProcess process;

    private AlertmanagerServer(Sandbox sandbox, int webPort, List<String> command) {
        this.sandbox = sandbox;
        this.command = List.copyOf(command);
        this.http = new HttpJson(URI.create("http://127.0.0.1:" + webPort));
        this.process = launch();
    }

    public static boolean isInstalled() {
        return Programs.find(PROGRAM).isPresent();
    }

    /** Starts one that knows no peers, and returns when it is ready. */
    public static AlertmanagerServer start(AlertmanagerSettings settings) {
        return startPeers(settings, 1).get(0);
    }

    /** Starts several that gossip with each other, and returns when each counts all the others. */
    public static List<AlertmanagerServer> startPeers(AlertmanagerSettings settings, int count) {
        List<Sandbox> sandboxes = new ArrayList<>();
        try {
            List<String> gossip = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Sandbox sandbox = Sandbox.create("alertmanager");
                sandboxes.add(sandbox);
                gossip.add("127.0.0.1:" + sandbox.leasePort());
            }
            List<AlertmanagerServer> servers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                servers.add(launch(sandboxes.get(i), settings, count == 1 ? List.of() : gossip, i));
            }
            servers.forEach(server -> server.awaitReady(count));
            return servers;
        } catch (RuntimeException e) {
            sandboxes.forEach(Sandbox::close);
            throw e;
        }
    }

    /** "host:port", as Prometheus wants it. */
    public String hostPort() {
        return http.base().getAuthority();
    }

    public URI url() {
        return http.base();
    }

    /** The alerts it holds that are not resolved. */
    public List<Alert> alerts() {
        return Alert.listFrom(get("/api/v2/alerts"));
    }

    /** Waits until its alerts are as wanted, and returns them. */
    public List<Alert> awaitAlerts(String what, Predicate<List<Alert>> wanted) {
        return Await.upTo(LIMIT, what).unless(process::whyDead).until(this::alerts, wanted);
    }

    /** Any other resource, as it is answered. */
    public JsonNode get(String path) {
        return http.get(path, LIMIT);
    }

    /** SIGTERM; its data stays. */
    public synchronized void stop() {
        process.stop(GRACE);
    }

    /** Stops it if it runs, starts it with the same ports and data, and returns when it is ready. */
    public synchronized void restart() {
        if (process.isAlive()) {
            stop();
        }
        process = launch();
        awaitReady(1);
    }

    /** What Alertmanager logged. */
    public Path log() {
        return process.output();
    }

    @Override
    public void close() {
        sandbox.close();
    }

    private static AlertmanagerServer launch(
            Sandbox sandbox, AlertmanagerSettings settings, List<String> gossip, int index) {
        Path program = Programs.find(PROGRAM)
                .orElseThrow(() -> new TestbedException(
                        "alertmanager: expected on the PATH, found none; apt-get install prometheus-alertmanager"));
        Path configuration = sandbox.directory().resolve("alertmanager.yml");
        try {
            Files.writeString(configuration, settings.toYaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int webPort = sandbox.leasePort();
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--config.file=" + configuration,
                "--web.listen-address=127.0.0.1:" + webPort,
                "--web.external-url=http://127.0.0.1:" + webPort,
                "--storage.path=" + sandbox.subdirectory("data"),
                // Empty: no gossip at all.
                "--cluster.listen-address=" + (gossip.isEmpty() ? "" : gossip.get(index))));
        if (!gossip.isEmpty()) {
            // How long a peer waits for the one before it to notify; the default of 15 s is long for a test.
            command.add("--cluster.peer-timeout=2s");
            command.add("--cluster.reconnect-interval=1s");
            command.add("--cluster.settle-timeout=5s");
            gossip.stream()
                    .filter(address -> !address.equals(gossip.get(index)))
                    .forEach(address -> command.add("--cluster.peer=" + address));
        }
        return new AlertmanagerServer(sandbox, webPort, command);
    }

    private ChildProcess launch() {
        return sandbox.start("alertmanager", command, Map.of());
    }

    private void awaitReady(int peers) {
        ChildProcess started = process;
        Await.upTo(LIMIT, "Alertmanager ready with " + peers + " members")
                .unless(started::whyDead)
                .until(
                        () -> get("/api/v2/status"),
                        status -> status.path("cluster").path("peers").size() >= peers
                                || "disabled"
                                        .equals(status.path("cluster")
                                                .path("status")
                                                .asText()));
    }
}
