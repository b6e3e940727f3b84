package io.streamgauge.agent.profile.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The agent's API, as far as this command asks it. */
final class AgentClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final URI agent;
    private final @Nullable String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** @param token sent with what needs one; null for none */
    AgentClient(URI agent, @Nullable String token) {
        this.agent = agent;
        this.token = token;
    }

    /** @param path below {@code /api/v1/profiles}, with its query */
    JsonNode get(String path) throws CommandException, InterruptedException {
        return json(file(path));
    }

    byte[] file(String path) throws CommandException, InterruptedException {
        return send(request(path).GET());
    }

    JsonNode post(JsonNode body) throws CommandException, InterruptedException {
        HttpRequest.Builder request = request("")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return json(send(request));
    }

    private HttpRequest.Builder request(String path) {
        String base = agent.toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(base + "/api/v1/profiles" + path))
                .timeout(TIMEOUT);
    }

    private byte[] send(HttpRequest.Builder request) throws CommandException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new CommandException(1, "no agent answers at " + agent + "; is it running? See --agent");
        } catch (IOException e) {
            throw new CommandException(1, "asking " + agent + " failed: " + e.getMessage());
        }
        if (response.statusCode() >= 300) {
            throw problem(response);
        }
        return response.body();
    }

    private CommandException problem(HttpResponse<byte[]> response) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        JsonNode error;
        try {
            error = JSON.readTree(text).path("error");
        } catch (JsonProcessingException e) {
            return new CommandException(
                    1, agent + " answers with status " + response.statusCode() + "; is it the agent's address?");
        }
        StringBuilder message = new StringBuilder(error.path("message").asText("status " + response.statusCode()));
        if (error.has("heldBy")) {
            message.append("; for ").append(error.path("heldBy").asText());
        }
        if (error.has("until")) {
            message.append(", until ").append(error.path("until").asText());
        }
        if (response.statusCode() == 401) {
            message.append(" (here: --token-file, or STREAMGAUGE_PROFILES_TOKEN)");
        }
        return new CommandException(response.statusCode() == 400 ? 2 : 1, message.toString());
    }

    private JsonNode json(byte[] body) throws CommandException {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new CommandException(1, agent + " answers with something else than JSON; is it the agent's address?");
        }
    }
}
