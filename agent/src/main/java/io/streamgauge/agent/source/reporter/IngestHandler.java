package io.streamgauge.agent.source.reporter;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Upgrades a reporter's request to a WebSocket, or refuses it with the close code of docs/wire.md. */
final class IngestHandler implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(IngestHandler.class);
    private static final String SCHEME = "Bearer ";

    private final Vertx vertx;
    private final ReporterSource source;
    private final AtomicInteger open = new AtomicInteger();
    private final byte @Nullable [] token;

    IngestHandler(Vertx vertx, ReporterSource source) {
        this.vertx = vertx;
        this.source = source;
        String text = source.settings().token();
        token = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void handle(RoutingContext request) {
        if (!"websocket".equalsIgnoreCase(request.request().getHeader(HttpHeaders.UPGRADE))) {
            request.response()
                    .setStatusCode(426)
                    .putHeader(HttpHeaders.UPGRADE, "websocket")
                    .end("Reporters connect here with a WebSocket.\n");
            return;
        }
        // Reporters never send it. Any web page may open a WebSocket to a loopback port, and browsers always send it.
        if (request.request().getHeader(HttpHeaders.ORIGIN) != null) {
            source.counters().unauthorized.increment();
            LOG.warn(
                    "Browser refused, only reporters connect here: remote={}",
                    request.request().remoteAddress());
            request.response().setStatusCode(403).end("Reporters connect here, browsers do not.\n");
            return;
        }
        boolean allowed = allowed(request.request().getHeader(HttpHeaders.AUTHORIZATION));
        request.request()
                .toWebSocket()
                .onSuccess(socket -> connected(socket, allowed))
                .onFailure(e -> LOG.debug("WebSocket upgrade failed", e));
    }

    private void connected(ServerWebSocket socket, boolean allowed) {
        if (!allowed) {
            source.counters().unauthorized.increment();
            LOG.warn("Reporter refused, no or wrong token: remote={}", socket.remoteAddress());
            socket.close(ProtocolViolation.UNAUTHORIZED, "no or wrong token");
            return;
        }
        if (open.incrementAndGet() > source.settings().bounds().connections()) {
            open.decrementAndGet();
            source.counters().overLimit.increment();
            LOG.warn("Reporter refused, too many connections: remote={}", socket.remoteAddress());
            socket.close(ProtocolViolation.TOO_MANY, "too many connections");
            return;
        }
        new Connection(vertx, source, socket, open::decrementAndGet).start();
    }

    /** Takes the same time for every wrong token of a length. */
    private boolean allowed(@Nullable String authorization) {
        if (token == null) {
            return true;
        }
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = authorization.substring(SCHEME.length()).trim().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(token, given);
    }
}
