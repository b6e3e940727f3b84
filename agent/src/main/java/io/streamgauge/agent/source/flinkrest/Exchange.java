package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.source.flinkrest.answer.RestError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request and its whole answer, bounded in bytes and, by one deadline, in time: a server that sends a byte now and
 * then cannot hold it. Confined to the event loop it was started on.
 */
final class Exchange {

    /** An answer with any status. */
    record Answer(int status, Buffer body) {}

    private final Promise<Answer> answer = Promise.promise();
    private final Vertx vertx;
    private final int longestBytes;
    private final Buffer body = Buffer.buffer();
    private final long deadline;
    private @Nullable HttpClientRequest request;
    private boolean over;

    private Exchange(Vertx vertx, Duration timeout, int longestBytes) {
        this.vertx = vertx;
        this.longestBytes = longestBytes;
        this.deadline = vertx.setTimer(
                timeout.toMillis(),
                timer -> fail(RestError.Kind.TIMEOUT, "no whole answer within " + timeout.toMillis() + " ms"));
    }

    /** Fails with {@link RestError} only. */
    static Future<Answer> run(
            Vertx vertx, HttpClient client, RequestOptions options, Duration timeout, int longestBytes) {
        Exchange exchange = new Exchange(vertx, timeout, longestBytes);
        client.request(options).onSuccess(exchange::send).onFailure(exchange::broken);
        return exchange.answer.future();
    }

    private void send(HttpClientRequest opened) {
        request = opened;
        if (over) {
            abandon();
            return;
        }
        opened.exceptionHandler(this::broken);
        opened.send().onSuccess(this::receive).onFailure(this::broken);
    }

    private void receive(HttpClientResponse response) {
        if (over) {
            return;
        }
        response.exceptionHandler(this::broken);
        response.handler(bytes -> {
            if (body.length() + (long) bytes.length() > longestBytes) {
                fail(RestError.Kind.TOO_LARGE, "answer: more than " + longestBytes + " bytes");
            } else if (!over) {
                body.appendBuffer(bytes);
            }
        });
        response.endHandler(end -> {
            if (close()) {
                answer.complete(new Answer(response.statusCode(), body));
            }
        });
    }

    private void broken(Throwable cause) {
        fail(RestError.Kind.CONNECTION, RestError.words(cause));
    }

    private void fail(RestError.Kind kind, String words) {
        if (close()) {
            abandon();
            answer.fail(new RestError(kind, words));
        }
    }

    /** Whether it was still open. */
    private boolean close() {
        if (over) {
            return false;
        }
        over = true;
        vertx.cancelTimer(deadline);
        return true;
    }

    /** Closes the connection, so that a late answer cannot be taken for that of the next request. */
    private void abandon() {
        HttpClientRequest opened = request;
        if (opened != null) {
            opened.reset().onFailure(ignored -> {});
        }
    }
}
