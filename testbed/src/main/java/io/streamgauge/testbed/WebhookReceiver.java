package io.streamgauge.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.streamgauge.testbed.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Takes Alertmanager's webhook notifications on a free loopback port and remembers them. Safe for use by several threads. */
public final class WebhookReceiver implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpServer server;
    private final List<JsonNode> notifications = new CopyOnWriteArrayList<>();
    private final ObjectMapper mapper = new ObjectMapper();

    private WebhookReceiver(HttpServer server) {
        this.server = server;
    }

    public static WebhookReceiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            WebhookReceiver receiver = new WebhookReceiver(server);
            server.createContext("/", receiver::take);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    /** The bodies received, oldest first. */
    public List<JsonNode> notifications() {
        return List.copyOf(notifications);
    }

    /** The alerts of all notifications received, oldest first: one that fires and is resolved is in it twice or more. */
    public List<Alert> alerts() {
        return notifications.stream()
                .flatMap(body -> Alert.listFrom(body.path("alerts")).stream())
                .toList();
    }

    /** Waits for an alert like this, and returns the first. */
    public Alert awaitAlert(String what, Predicate<Alert> wanted) {
        List<Alert> seen = Await.upTo(LIMIT, what)
                .until(this::alerts, alerts -> alerts.stream().anyMatch(wanted));
        return seen.stream().filter(wanted).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            notifications.add(mapper.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
