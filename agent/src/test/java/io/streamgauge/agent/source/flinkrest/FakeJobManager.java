package io.streamgauge.agent.source.flinkrest;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Answers with what it is told, by path; 404 in Flink's way for the rest. Keeps its port when it is restarted. */
final class FakeJobManager implements AutoCloseable {

    private final Vertx vertx;
    private final Map<String, Consumer<HttpServerRequest>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile boolean frozen;
    private volatile HttpServer server;
    private final int port;

    FakeJobManager(Vertx vertx) {
        this.vertx = vertx;
        server = start(0);
        port = server.actualPort();
    }

    private HttpServer start(int onPort) {
        return Eventually.done(
                vertx.createHttpServer().requestHandler(this::answer).listen(onPort, "127.0.0.1"));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void answer(HttpServerRequest request) {
        asked.add(request.path());
        String authorization = request.getHeader("Authorization");
        authorizations.add(authorization == null ? "" : authorization);
        if (frozen) {
            return;
        }
        Consumer<HttpServerRequest> known = answers.get(request.path());
        if (known == null) {
            request.response().setStatusCode(404).end("{\"errors\":[\"Not found: " + request.path() + "\\n\\tat x\"]}");
        } else {
            known.accept(request);
        }
    }

    FakeJobManager json(String path, Supplier<String> body) {
        answers.put(path, request -> request.response().end(body.get()));
        return this;
    }

    FakeJobManager json(String path, String body) {
        return json(path, () -> body);
    }

    FakeJobManager recorded(String path, String name) {
        try (InputStream file = FakeJobManager.class.getResourceAsStream("/flinkrest/" + name + ".json")) {
            return json(path, new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any answer, however wrong. */
    FakeJobManager raw(String path, Consumer<HttpServerRequest> answer) {
        answers.put(path, answer);
        return this;
    }

    FakeJobManager everything(Consumer<HttpServerRequest> answer) {
        answers.replaceAll((path, before) -> answer);
        return this;
    }

    FakeJobManager without(String path) {
        answers.remove(path);
        return this;
    }

    /** Takes requests and answers none, as a process under SIGSTOP. */
    void freeze() {
        frozen = true;
    }

    void thaw() {
        frozen = false;
    }

    void stop() {
        Eventually.done(server.close());
    }

    void restart() {
        server = start(port);
    }

    /** The paths asked for since the last call. */
    List<String> asked() {
        List<String> seen = List.copyOf(asked);
        asked.clear();
        return seen;
    }

    List<String> authorizations() {
        return authorizations;
    }

    static Consumer<HttpServerRequest> status(int status, String body) {
        return request -> request.response().setStatusCode(status).end(body);
    }

    /** Promises more bytes than it sends, then hangs up. */
    static Consumer<HttpServerRequest> cut(String body) {
        return request -> {
            request.response().putHeader("Content-Length", String.valueOf(body.length() + 100));
            request.response().write(Buffer.buffer(body)).onComplete(written -> request.connection()
                    .close());
        };
    }

    @Override
    public void close() {
        stop();
    }
}
