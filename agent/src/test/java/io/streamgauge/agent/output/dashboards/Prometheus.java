package io.streamgauge.agent.output.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A running Prometheus, asked over HTTP. Safe for use by several threads. */
final class Prometheus {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI url;

    Prometheus(URI url) {
        this.url = url;
    }

    /** Number of series that an expression yields now. An error of Prometheus is an {@link AssertionError}. */
    int count(String expression) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            url.resolve("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            JsonNode answer = json.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
            if (!"success".equals(answer.path("status").asText())) {
                throw new AssertionError(
                        expression + ": " + answer.path("error").asText());
            }
            return answer.path("data").path("result").size();
        } catch (IOException e) {
            throw new AssertionError(url + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(url + ": interrupted", e);
        }
    }
}
