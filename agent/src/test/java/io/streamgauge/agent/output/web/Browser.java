package io.streamgauge.agent.output.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One page in a headless Chromium, driven by the DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIMIT_SECONDS = 60;
    private static final String LISTENING = "DevTools listening on ";

    private final Process process;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private @Nullable String session;

    private Browser(Process process, URI address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Messages())
                .join();
    }

    static Browser start(Path profile) throws Exception {
        Process process = new ProcessBuilder(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--window-size=1200,900",
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        try {
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
            String line = lines.readLine();
            while (line != null && !line.startsWith(LISTENING)) {
                line = lines.readLine();
            }
            if (line == null) {
                throw new IOException("chromium ended before it listened");
            }
            Thread drain = new Thread(() -> lines.lines().forEach(said -> {}), "chromium output");
            drain.setDaemon(true);
            drain.start();
            Browser browser = new Browser(process, URI.create(line.substring(LISTENING.length())));
            browser.attach();
            return browser;
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private void attach() throws Exception {
        JsonNode target = send("Target.createTarget", JSON.createObjectNode().put("url", "about:blank"));
        session = send(
                        "Target.attachToTarget",
                        JSON.createObjectNode()
                                .put("targetId", target.path("targetId").asText())
                                .put("flatten", true))
                .path("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", JSON.createObjectNode());
        }
    }

    JsonNode send(String method, ObjectNode parameters) throws Exception {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        if (session != null) {
            message.put("sessionId", session);
        }
        socket.sendText(message.toString(), true).join();
        JsonNode said = answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (said.has("error")) {
            throw new IOException(method + ": " + said.path("error"));
        }
        return said.path("result");
    }

    void open(String address) throws Exception {
        send("Page.navigate", JSON.createObjectNode().put("url", address));
    }

    /** The value of an expression, awaited if it is a promise. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode result = send(
                "Runtime.evaluate",
                JSON.createObjectNode()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Returns when the expression is true; the page itself looks once a frame. */
    void await(String expression) throws Exception {
        evaluate("new Promise((done) => { const look = () => { let is = false; try { is = (" + expression
                + "); } catch { is = false; } if (is) done(true); else setTimeout(look, 20); }; look(); })");
    }

    void press(String key) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            ObjectNode event = JSON.createObjectNode().put("type", type).put("key", key);
            if (key.length() == 1 && type.equals("keyDown")) {
                event.put("text", key);
            }
            send("Input.dispatchKeyEvent", event);
        }
    }

    void click(double x, double y) throws Exception {
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    JSON.createObjectNode()
                            .put("type", type)
                            .put("x", x)
                            .put("y", y)
                            .put("button", "left")
                            .put("clickCount", 1));
        }
    }

    /** Exceptions that nobody caught, and what the browser logged as an error, such as a broken content policy. */
    List<String> problems() {
        return new ArrayList<>(problems);
    }

    List<String> requests() {
        return new ArrayList<>(requests);
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private final class Messages implements WebSocket.Listener {

        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                try {
                    taken(JSON.readTree(parts.toString()));
                } catch (IOException e) {
                    problems.add("not JSON: " + parts);
                }
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void taken(JsonNode message) {
            CompletableFuture<JsonNode> answer =
                    message.has("id") ? waiting.remove(message.path("id").asInt()) : null;
            JsonNode parameters = message.path("params");
            if (answer != null) {
                answer.complete(message);
            } else if (message.path("method").asText().equals("Runtime.exceptionThrown")) {
                problems.add(parameters.path("exceptionDetails").toString());
            } else if (message.path("method").asText().equals("Log.entryAdded")
                    && parameters.path("entry").path("level").asText().equals("error")
                    // Chromium asks every server for it, and the agent has none.
                    && !parameters.path("entry").path("url").asText().endsWith("/favicon.ico")) {
                problems.add(parameters.path("entry").path("text").asText());
            } else if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                requests.add(parameters.path("request").path("url").asText());
            }
        }
    }
}
