package io.streamgauge.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.testbed.process.TestbedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** JSON over HTTP with timeouts; any answer but 2xx is a {@link TestbedException} that shows it. Thread safe. */
final class HttpJson {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final int SHOWN_CHARACTERS = 4_000;

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private final ObjectMapper mapper = new ObjectMapper();

    HttpJson(URI base) {
        this.base = base;
    }

    URI base() {
        return base;
    }

    JsonNode get(String path, Duration limit) {
        return parse(path, send("GET", path, BodyPublishers.noBody(), "application/json", limit));
    }

    String getText(String path, Duration limit) {
        return send("GET", path, BodyPublishers.noBody(), "text/plain", limit);
    }

    JsonNode post(String path, Object body, Duration limit) {
        return parse(path, send("POST", path, json(body), "application/json", limit));
    }

    /** Sends a request and returns the body as text, empty when there is none. */
    String send(String method, String path, BodyPublisher body, String contentType, Duration limit) {
        URI uri = base.resolve(path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, body)
                .header("Content-Type", contentType)
                .timeout(limit)
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                String shown = response.body().replace("\\n", "\n").replace("\\t", "    ");
                throw new TestbedException(method + " " + uri + ": expected success, found status "
                        + response.statusCode() + ": "
                        + shown.substring(0, Math.min(shown.length(), SHOWN_CHARACTERS)));
            }
            return response.body();
        } catch (IOException e) {
            throw new TestbedException(method + " " + uri + ": expected an answer, found " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException(method + " " + uri + ": interrupted", e);
        }
    }

    BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    JsonNode parse(String path, String body) {
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException e) {
            throw new TestbedException(base.resolve(path) + ": expected JSON, found " + body, e);
        }
    }
}
