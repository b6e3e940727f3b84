package io.streamgauge.checkpoint.storage.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers that a sound S3 does not give, or only on a bad day: one after the other, as they were put in. */
final class FakeS3 implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();

    /** @param announced the length that the header says, where it is another than the body's; -1 for the body's */
    record Answer(int status, Map<String, String> headers, String body, long announced) {}

    record Request(String method, String path, Map<String, String> headers) {}

    FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Every request, those that were tried again among them. */
    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    FakeS3 then(int status, Map<String, String> headers, String body) {
        return then(new Answer(status, headers, body, -1));
    }

    /** An error as S3 words it. */
    FakeS3 thenError(int status, String code) {
        return then(
                status,
                Map.of("Content-Type", "application/xml"),
                "<?xml version=\"1.0\"?><Error><Code>" + code
                        + "</Code><Message>words of the server</Message></Error>");
    }

    /** What HEAD tells of an object. */
    FakeS3 thenObject(long size, String etag) {
        return then(new Answer(200, Map.of("ETag", etag), "", size));
    }

    synchronized FakeS3 then(Answer answer) {
        answers.add(answer);
        return this;
    }

    private synchronized Answer next(HttpExchange exchange) {
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                Map.of(
                        "Range", String.valueOf(exchange.getRequestHeaders().getFirst("Range")),
                        "If-Match", String.valueOf(exchange.getRequestHeaders().getFirst("If-Match")))));
        return answers.isEmpty() ? new Answer(501, Map.of(), "", -1) : answers.remove();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = next(exchange);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(Math.max(0, answer.announced())));
                exchange.sendResponseHeaders(answer.status(), -1);
                return;
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            long length = answer.announced() < 0 ? body.length : answer.announced();
            exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
