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
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The installed Prometheus on a free loopback port, with its data in a fresh directory that {@link #close} deletes. */
public final class PrometheusServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Sandbox sandbox;
    private final ChildProcess process;
    private final HttpJson http;

    private PrometheusServer(Sandbox sandbox, ChildProcess process, HttpJson http) {
        this.sandbox = sandbox;
        this.process = process;
        this.http = http;
    }

    /** One series of an instant query's result. */
    public record Sample(Map<String, String> labels, double value) {
        public Sample {
            labels = Map.copyOf(labels);
        }
    }

    public static boolean isInstalled() {
        return Programs.find("prometheus").isPresent();
    }

    /** Starts Prometheus and returns when it is ready. */
    public static PrometheusServer start(PrometheusSettings settings) {
        Path program = Programs.find("prometheus")
                .orElseThrow(() -> new TestbedException(
                        "prometheus: expected on the PATH, found none; apt-get install prometheus"));
        Sandbox sandbox = Sandbox.create("prometheus");
        try {
            String address = "127.0.0.1:" + sandbox.leasePort();
            Path configuration = sandbox.directory().resolve("prometheus.yml");
            writeConfiguration(configuration, settings);
            ChildProcess process = sandbox.start(
                    "prometheus",
                    List.of(
                            program.toString(),
                            "--config.file=" + configuration,
                            "--web.listen-address=" + address,
                            "--web.external-url=http://" + address,
                            "--web.enable-lifecycle",
                            // It learns of its Alertmanagers 5 s late; by default an alert lost then is told a minute
                            // later.
                            "--rules.alert.resend-delay=1s",
                            "--storage.tsdb.path=" + sandbox.subdirectory("data")),
                    Map.of());
            HttpJson http = new HttpJson(URI.create("http://" + address));
            Await.upTo(LIMIT, "Prometheus ready")
                    .unless(process::whyDead)
                    .until(() -> http.getText("/-/ready", LIMIT), ready -> true);
            return new PrometheusServer(sandbox, process, http);
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    public URI url() {
        return http.base();
    }

    /** Evaluates an instant query now; a scalar is one sample without labels. */
    public List<Sample> query(String expression) {
        JsonNode data = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("data");
        if ("scalar".equals(data.path("resultType").asText())) {
            return List.of(new Sample(Map.of(), value(data.path("result"))));
        }
        return StreamSupport.stream(data.path("result").spliterator(), false)
                .map(row -> new Sample(Alert.texts(row.path("metric")), value(row.path("value"))))
                .toList();
    }

    /** Waits until a query returns something, and returns that. */
    public List<Sample> awaitQuery(String expression) {
        return Await.upTo(LIMIT, "result of " + expression)
                .unless(process::whyDead)
                .until(() -> query(expression), samples -> !samples.isEmpty());
    }

    /** Any other resource, as it is answered. */
    public JsonNode get(String path) {
        return http.get(path, LIMIT);
    }

    /** Goes on with another configuration; one that Prometheus refuses is an exception, and it keeps the old one. */
    public void reload(PrometheusSettings settings) {
        writeConfiguration(sandbox.directory().resolve("prometheus.yml"), settings);
        http.send("POST", "/-/reload", BodyPublishers.noBody(), "text/plain", LIMIT);
    }

    /** What Prometheus logged. */
    public Path log() {
        return process.output();
    }

    @Override
    public void close() {
        sandbox.close();
    }

    private static double value(JsonNode timeAndValue) {
        String text = timeAndValue.path(1).asText();
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static void writeConfiguration(Path file, PrometheusSettings settings) {
        try {
            Files.writeString(file, settings.toYaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
