package io.streamgauge.agent.output.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Function;

/** {@code /profiles}: the flame graph page, a closed list of static files that read the API. */
final class ProfilePageRoutes {

    static final List<String> SCRIPTS = List.of(
            "api", "colours", "format", "graph", "main", "panels", "renderer", "search", "state", "table", "view");

    private final Function<String, Buffer> resource;

    /** @param resource a file of the jar by its name; asked once for each */
    ProfilePageRoutes(Function<String, Buffer> resource) {
        this.resource = resource;
    }

    void mount(Router router) {
        file(router, "/profiles", "text/html; charset=utf-8", "web/profiles.html");
        file(router, "/profiles/profiles.css", "text/css; charset=utf-8", "web/profiles/profiles.css");
        for (String script : SCRIPTS) {
            String path = "/profiles/" + script + ".js";
            file(router, path, "text/javascript; charset=utf-8", "web" + path);
        }
    }

    private void file(Router router, String path, String type, String name) {
        Buffer body = resource.apply(name);
        WebServer.read(router, path).handler(context -> context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(body));
    }
}
