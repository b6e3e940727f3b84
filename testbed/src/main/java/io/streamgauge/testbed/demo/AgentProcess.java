package io.streamgauge.testbed.demo;

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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real agent as a process of its own, with its data in a fresh directory that outlives a {@link #kill} or {@link #stop}.
 * Safe for use by several threads.
 */
public final class AgentProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_GRACE = Duration.ofSeconds(15);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandbox sandbox;
    private final Path jar;
    private final Path configuration;
    private final int port;
    private final Map<String, String> environment;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private ChildProcess process;

    private AgentProcess(Sandbox sandbox, Path jar, Path configuration, int port, Map<String, String> environment) {
        this.sandbox = sandbox;
        this.jar = jar;
        this.configuration = configuration;
        this.port = port;
        this.environment = Map.copyOf(environment);
        this.process = launch();
    }

    /** Reserves a loopback port and a data directory first, so that a cluster can be told the address before the start. */
    public static Reservation reserve() {
        Sandbox sandbox = Sandbox.create("agent");
        return new Reservation(sandbox, sandbox.leasePort());
    }

    /** Where an agent will be. */
    public record Reservation(Sandbox sandbox, int port) {

        public URI url() {
            return URI.create("http://127.0.0.1:" + port);
        }

        /**
         * Starts the agent and returns once it serves.
         *
         * @param yaml its configuration but for address, port and history directory
         */
        public AgentProcess start(Path agentJar, String yaml) {
            return start(agentJar, yaml, Map.of());
        }

        /**
         * The same with variables added to its environment.
         *
         * @param yaml its configuration but for address, port and history directory
         */
        public AgentProcess start(Path agentJar, String yaml, Map<String, String> environment) {
            Path file = sandbox.directory().resolve("streamgauge.yml");
            write(file, yaml);
            AgentProcess agent = new AgentProcess(sandbox, agentJar, file, port, environment);
            agent.awaitHealthy();
            return agent;
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Answer of {@code GET /api/v1/RESOURCE}. */
    public JsonNode api(String resource) {
        try {
            return JSON.readTree(get("/api/v1/" + resource, Map.of()).body());
        } catch (IOException e) {
            throw new TestbedException(url() + "/api/v1/" + resource + ": expected JSON, found " + e.getMessage(), e);
        }
    }

    /** The page at /metrics in the classic text format. */
    public String metrics() {
        HttpResponse<String> page = get("/metrics", Map.of("Accept", "text/plain"));
        if (page.statusCode() != 200) {
            // The log goes with the sandbox: here it is still there to tell why.
            throw new TestbedException("GET " + url() + "/metrics: expected 200, found " + page.statusCode() + ": "
                    + page.body().strip() + "; the agent's log ends with:\n" + ChildProcess.tail(log()));
        }
        return page.body();
    }

    /** A GET with these headers, whatever the status. */
    public HttpResponse<String> get(String path, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url().resolve(path)).timeout(ANSWER_LIMIT);
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new TestbedException("GET " + url().resolve(path) + ": expected an answer, found " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("GET " + path + ": interrupted", e);
        }
    }

    /** Null while it runs; why not, once it has ended. */
    public synchronized @Nullable String whyDead() {
        return process.whyDead();
    }

    /** SIGKILL. */
    public synchronized void kill() {
        process.kill();
    }

    /** SIGTERM, and SIGKILL where that does not do. */
    public synchronized void stop() {
        process.stop(STOP_GRACE);
    }

    /** SIGSTOP. */
    public synchronized void freeze() {
        process.freeze();
    }

    /** SIGCONT. */
    public synchronized void thaw() {
        process.thaw();
    }

    public synchronized long pid() {
        return process.pid();
    }

    /** Sends a signal by its name without SIG. */
    public synchronized void signal(String signal) {
        process.signal(signal);
    }

    /** Starts again with the same port, configuration and data. */
    public void restart() {
        synchronized (this) {
            process = launch();
        }
        awaitHealthy();
    }

    /** Replaces the configuration file; read at the next start or SIGHUP. */
    public void rewriteConfiguration(String yaml) {
        write(configuration, yaml);
    }

    /** What it logged. */
    public Path log() {
        return sandbox.logDirectory().resolve("agent.out");
    }

    public Path directory() {
        return sandbox.directory();
    }

    @Override
    public void close() {
        sandbox.close();
    }

    private ChildProcess launch() {
        return sandbox.start(
                "agent",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        jar.toString(),
                        "agent",
                        "--config",
                        configuration.toString(),
                        "--set",
                        "listen.port=" + port,
                        "--set",
                        "history.directory=" + sandbox.directory().resolve("history")),
                environment);
    }

    private void awaitHealthy() {
        try {
            Await.upTo(START_LIMIT, "agent at " + url() + " healthy")
                    .unless(this::whyDead)
                    .untilTrue(() -> get("/-/healthy", Map.of()).statusCode() == 200);
        } catch (TestbedException e) {
            sandbox.keepFiles();
            throw e;
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
