package io.streamgauge.agent.output.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends connections whose first request does not come in time. An idle timeout does not do: headers that come a byte at a time
 * are not idle. Thread-safe.
 */
final class FirstRequests {

    private final Vertx vertx;
    private final Duration limit;
    private final Map<HttpConnection, Long> timers = new ConcurrentHashMap<>();

    FirstRequests(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    void connected(HttpConnection connection) {
        timers.put(connection, vertx.setTimer(limit.toMillis(), timer -> {
            if (timers.remove(connection) != null) {
                connection.close();
            }
        }));
    }

    void requested(HttpConnection connection) {
        Long timer = timers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
