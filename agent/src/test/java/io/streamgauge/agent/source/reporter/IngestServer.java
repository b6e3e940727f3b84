package io.streamgauge.agent.source.reporter;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The real server on a free port, as Wiring builds it. */
public final class IngestServer implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final ReporterSource source;
    private final HttpServer server;

    public IngestServer(ReporterSource source, BiConsumer<Vertx, Router> more) {
        this.source = source;
        Router router = Router.router(vertx);
        source.mount(vertx, router);
        more.accept(vertx, router);
        HttpServerOptions options = ReporterSource.bound(new HttpServerOptions())
                .setHost("127.0.0.1")
                .setPort(0);
        server = vertx.createHttpServer(options)
                .requestHandler(router)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    public int port() {
        return server.actualPort();
    }

    public ReporterSource source() {
        return source;
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
