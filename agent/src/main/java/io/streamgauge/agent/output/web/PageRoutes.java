package io.streamgauge.agent.output.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;

/** The agent's page: static files that read the API. */
final class PageRoutes {

    private final Buffer html;
    private final Buffer script;
    private final Buffer style;

    PageRoutes(Buffer html, Buffer script, Buffer style) {
        this.html = html;
        this.script = script;
        this.style = style;
    }

    void mount(Router router) {
        file(router, "/", "text/html; charset=utf-8", html);
        file(router, "/page.js", "text/javascript; charset=utf-8", script);
        file(router, "/page.css", "text/css; charset=utf-8", style);
    }

    private static void file(Router router, String path, String type, Buffer body) {
        WebServer.read(router, path).handler(context -> context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(body));
    }
}
