package io.streamgauge.agent.output.web;

import io.streamgauge.agent.view.View;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's one HTTP port. Handlers run on the event loop and only read the newest view; none blocks. {@code /metrics}
 * and {@code /ingest} are mounted by the components that own them.
 */
public final class WebServer {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private final Vertx vertx;
    private final WebSettings settings;
    private final HttpServerOptions options;
    private final FirstRequests firstRequests;
    private final Router router;
    private @Nullable HttpServer server;

    /**
     * @param options further limits of the port; host and port come from the settings
     * @param mounts other components' routes
     */
    public WebServer(
            Vertx vertx,
            WebSettings settings,
            WebLimits limits,
            HttpServerOptions options,
            Supplier<View> view,
            Consumer<Router> mounts) {
        this.vertx = vertx;
        this.settings = settings;
        this.options = limits.bound(options);
        this.firstRequests = new FirstRequests(vertx, limits.firstRequest());
        this.router = Router.router(vertx);
        router.route().handler(WebServer::secure);
        new HealthRoutes(view).mount(router);
        mounts.accept(router);
        new ApiRoutes(view, resource("openapi.json")).mount(router);
        new PageRoutes(resource("web/index.html"), resource("web/page.js"), resource("web/page.css")).mount(router);
        new ProfilePageRoutes(WebServer::resource).mount(router);
        router.errorHandler(400, context -> new ApiError(400, "this is no valid request").answer(context));
        router.errorHandler(404, context -> new ApiError(404, "no such page; see /").answer(context));
        router.errorHandler(405, this::notAllowed);
        router.errorHandler(500, WebServer::failed);
    }

    /** The port it listens on, once it does. */
    public Future<Integer> start() {
        return vertx.createHttpServer(options)
                .connectionHandler(firstRequests::connected)
                .requestHandler(request -> {
                    firstRequests.requested(request.connection());
                    router.handle(request);
                })
                .listen(settings.port(), settings.host())
                .map(listening -> {
                    server = listening;
                    return listening.actualPort();
                });
    }

    public Future<Void> stop() {
        HttpServer listening = server;
        return listening == null ? Future.succeededFuture() : listening.close();
    }

    /** A route for those who read: whoever may GET may also ask with HEAD. */
    public static Route read(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    /**
     * The page loads nothing from elsewhere and may not be framed; job and operator names are hostile text. Nothing is
     * stored on the way unless its route says so: all answers are of now.
     */
    private static void secure(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        context.next();
    }

    private void notAllowed(RoutingContext context) {
        Set<String> allowed = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            Set<HttpMethod> methods = route.methods();
            if (methods != null && context.normalizedPath().equals(route.getPath())) {
                methods.forEach(method -> allowed.add(method.name()));
            }
        }
        String methods = allowed.isEmpty() ? "GET, HEAD" : String.join(", ", allowed);
        context.response().putHeader(HttpHeaders.ALLOW, methods);
        new ApiError(405, "this resource takes " + methods).answer(context);
    }

    private static void failed(RoutingContext context) {
        LOG.atError()
                .setCause(context.failure())
                .addKeyValue("path", context.normalizedPath())
                .log("Request failed");
        if (!context.response().headWritten()) {
            new ApiError(500, "internal error; see the agent's log").answer(context);
        }
    }

    private static Buffer resource(String name) {
        try (var in = WebServer.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": not in the agent's jar");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
