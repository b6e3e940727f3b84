package io.streamgauge.agent.output.alertmanager;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** An Alertmanager that answers as it is told. Safe for use by several threads. */
final class FakePeer implements AutoCloseable {

    private final HttpServer server;
    private volatile BiConsumer<HttpServerRequest, Received> behaviour = FakePeer::accept;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /**
     * One request.
     *
     * @param headers names in lower case
     */
    record Received(String path, Map<String, String> headers, JsonArray alerts) {

        List<String> states() {
            return alerts.stream()
                    .map(alert -> ((JsonObject) alert).getJsonObject("labels").getString("state"))
                    .toList();
        }

        JsonObject alert(int index) {
            return alerts.getJsonObject(index);
        }
    }

    FakePeer(Vertx vertx) throws Exception {
        this(vertx, new HttpServerOptions());
    }

    FakePeer(Vertx vertx, HttpServerOptions options) throws Exception {
        this.server = vertx.createHttpServer(options.setPort(0).setHost("127.0.0.1"))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    Map<String, String> headers = new TreeMap<>();
                    request.headers()
                            .forEach(
                                    header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
                    Received one = new Received(request.path(), headers, new JsonArray(body));
                    received.add(one);
                    behaviour.accept(request, one);
                }))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    List<Received> received() {
        return received;
    }

    void behave(BiConsumer<HttpServerRequest, Received> next) {
        behaviour = next;
    }

    static void accept(HttpServerRequest request, Received received) {
        request.response().end();
    }

    static BiConsumer<HttpServerRequest, Received> status(int status) {
        return (request, received) -> request.response().setStatusCode(status).end("because");
    }

    /** As Alertmanager does with a bad generatorURL: one such alert spoils the batch. */
    static BiConsumer<HttpServerRequest, Received> refusing(int status, String state) {
        return (request, received) -> request.response()
                .setStatusCode(received.states().contains(state) ? status : 200)
                .end();
    }

    static void hang(HttpServerRequest request, Received received) {}

    static void cut(HttpServerRequest request, Received received) {
        request.connection().close();
    }

    /** Sends body without an end, faster than any timeout. */
    static void neverEnd(HttpServerRequest request, Received received) {
        request.response().setChunked(true);
        more(request);
    }

    private static void more(HttpServerRequest request) {
        request.response().write(Buffer.buffer(new byte[8192])).onSuccess(written -> more(request));
    }

    @Override
    public void close() {
        server.close();
    }
}
