package io.streamgauge.agent.output.web;

import io.streamgauge.agent.view.View;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** {@code /-/healthy}: the process serves. {@code /-/ready}: every source has answered once. */
final class HealthRoutes {

    private final Supplier<View> view;

    HealthRoutes(Supplier<View> view) {
        this.view = view;
    }

    void mount(Router router) {
        WebServer.read(router, "/-/healthy").handler(context -> text(context, 200, "healthy\n"));
        WebServer.read(router, "/-/ready").handler(this::ready);
    }

    private void ready(RoutingContext context) {
        Readiness readiness = Readiness.of(view.get());
        if (readiness.ready()) {
            text(context, 200, "ready\n");
        } else {
            text(context, 503, "waiting for: " + String.join(", ", readiness.waitingFor()) + "\n");
        }
    }

    private static void text(RoutingContext context, int status, String body) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(body);
    }
}
