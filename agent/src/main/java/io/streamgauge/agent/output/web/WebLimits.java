package io.streamgauge.agent.output.web;

import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a peer may take, so that connections which nobody uses do not add up until the process has no files left.
 *
 * @param firstRequest from the connection until its first request is there, headers included
 * @param idle without a byte read or written; also of a reader that takes nothing of an answer
 */
public record WebLimits(Duration firstRequest, Duration idle) {

    /** Prometheus keeps its connection between scrapes, which are a minute apart as a rule. */
    private static final Duration IDLE = Duration.ofMinutes(3);

    private static final Duration FIRST_REQUEST = Duration.ofSeconds(30);

    /**
     * The usual ones, for a port where reporters connect too.
     *
     * @param probes the longest silence of a reporter that still counts as alive: its connection must not end before
     */
    public static WebLimits outlasting(Duration probes) {
        return new WebLimits(FIRST_REQUEST, probes.compareTo(IDLE) < 0 ? IDLE : probes.multipliedBy(2));
    }

    HttpServerOptions bound(HttpServerOptions options) {
        return options.setIdleTimeout(Math.toIntExact(idle.toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                // Nobody needs it without TLS, and what is not there cannot be abused.
                .setHttp2ClearTextEnabled(false);
    }
}
