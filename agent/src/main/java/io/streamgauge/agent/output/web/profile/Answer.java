package io.streamgauge.agent.output.web.profile;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * What is answered.
 *
 * @param file the name to save it under; null for what is shown
 * @param policy what the page may do, if it is one
 */
record Answer(int status, String type, Buffer body, @Nullable String file, @Nullable String policy) {

    static Answer json(int status, JsonObject json) {
        return new Answer(status, "application/json", json.toBuffer(), null, null);
    }

    static Answer json(byte[] json) {
        return new Answer(200, "application/json", Buffer.buffer(json), null, null);
    }

    void send(RoutingContext context) {
        if (file != null) {
            context.response().putHeader("Content-Disposition", "attachment; filename=\"" + file + "\"");
        }
        if (policy != null) {
            context.response().putHeader("Content-Security-Policy", policy);
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .end(body);
    }
}
