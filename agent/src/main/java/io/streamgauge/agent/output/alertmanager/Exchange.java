package io.streamgauge.agent.output.alertmanager;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer within one time limit, connecting and the whole body included; what is late or too long
 * ends the connection. For one context.
 */
final class Exchange {

    private static final int SHOWN_BYTES = 400;
    private static final int MOST_BYTES = 64 << 10;

    private final Promise<Answer> ended = Promise.promise();
    private final BiFunction<HttpClientResponse, String, Answer> judge;
    private final Buffer bodyStart = Buffer.buffer();
    private long bodyBytes;
    private @Nullable HttpClientRequest request;

    private Exchange(BiFunction<HttpClientResponse, String, Answer> judge) {
        this.judge = judge;
    }

    /**
     * Sends and reads to the end. Never fails.
     *
     * @param judge makes the answer of a response and the start of its body
     */
    static Future<Answer> run(
            Vertx vertx,
            HttpClient client,
            RequestOptions options,
            Buffer body,
            Duration limit,
            BiFunction<HttpClientResponse, String, Answer> judge) {
        Exchange exchange = new Exchange(judge);
        long timer = vertx.setTimer(
                limit.toMillis(), late -> exchange.giveUp("timeout", "no answer within " + limit.toMillis() + " ms"));
        client.request(options).onComplete(connected -> exchange.send(connected, body));
        return exchange.ended.future().onComplete(any -> vertx.cancelTimer(timer));
    }

    private void send(AsyncResult<HttpClientRequest> connected, Buffer body) {
        if (connected.failed()) {
            giveUp("connection", String.valueOf(connected.cause().getMessage()));
            return;
        }
        request = connected.result();
        if (ended.future().isComplete()) {
            request.reset();
            return;
        }
        request.send(body)
                .onFailure(error -> giveUp("connection", String.valueOf(error.getMessage())))
                .onSuccess(this::receive);
    }

    private void receive(HttpClientResponse response) {
        response.handler(this::keep);
        response.exceptionHandler(error -> giveUp("connection", String.valueOf(error.getMessage())));
        response.endHandler(end -> ended.tryComplete(judge.apply(response, shownBody())));
    }

    private void keep(Buffer data) {
        bodyBytes += data.length();
        bodyStart.appendBuffer(data, 0, Math.min(data.length(), SHOWN_BYTES - bodyStart.length()));
        if (bodyBytes > MOST_BYTES) {
            giveUp("connection", "the answer is longer than " + MOST_BYTES + " bytes");
        }
    }

    private String shownBody() {
        return bodyStart.toString(StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    }

    private void giveUp(String reason, String detail) {
        if (ended.tryComplete(new Answer.Failed(reason, Duration.ZERO, detail)) && request != null) {
            request.reset();
        }
    }
}
