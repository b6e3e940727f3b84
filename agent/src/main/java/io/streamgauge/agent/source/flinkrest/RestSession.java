package io.streamgauge.agent.source.flinkrest;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.agent.source.flinkrest.answer.RestError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one poll to one address: a few at a time, and none any more once the address stopped answering, so
 * that a frozen JobManager costs one timeout and not one per request. Confined to one event loop.
 */
final class RestSession {

    private final RestClient client;
    private final URI address;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int underWay;
    private int errors;
    private @Nullable RestError lost;
    private @Nullable String firstProblem;

    RestSession(RestClient client, URI address) {
        this.client = client;
        this.address = address;
    }

    URI address() {
        return address;
    }

    /** Fails with {@link RestError} only. */
    <T> Future<T> get(Endpoint endpoint, String path, Function<JsonNode, T> reading) {
        return get(endpoint, path, reading, RestError.Kind.NO_DATA_YET);
    }

    /** @param harmless a kind of error that is nothing wrong with this endpoint */
    <T> Future<T> get(Endpoint endpoint, String path, Function<JsonNode, T> reading, RestError.Kind harmless) {
        Promise<T> promise = Promise.promise();
        waiting.add(() -> ask(endpoint, path, reading, harmless, promise));
        next();
        return promise.future();
    }

    private void next() {
        while (underWay < RestClient.CONNECTIONS) {
            Runnable request = waiting.poll();
            if (request == null) {
                return;
            }
            request.run();
        }
    }

    private <T> void ask(
            Endpoint endpoint,
            String path,
            Function<JsonNode, T> reading,
            RestError.Kind harmless,
            Promise<T> promise) {
        RestError gone = lost;
        if (gone != null) {
            promise.fail(new RestError(RestError.Kind.NOT_ASKED, "not asked, since " + gone.getMessage()));
            return;
        }
        underWay++;
        client.get(address, endpoint, path, reading).onComplete(result -> {
            underWay--;
            if (result.succeeded()) {
                promise.complete(result.result());
            } else {
                note(result.cause(), harmless);
                promise.fail(result.cause());
            }
            next();
        });
    }

    private void note(Throwable cause, RestError.Kind harmless) {
        if (!(cause instanceof RestError error) || !error.counts() || error.kind() == harmless) {
            return;
        }
        errors++;
        if (firstProblem == null) {
            firstProblem = RestError.words(error);
        }
        if (error.addressLost() && lost == null) {
            lost = error;
        }
    }

    /** Failed requests so far; not those that found nothing where nothing need be. */
    int errors() {
        return errors;
    }

    /** What went wrong first; null when nothing did. */
    @Nullable
    String firstProblem() {
        return firstProblem;
    }
}
