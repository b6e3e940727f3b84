package io.streamgauge.agent.output.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The one shape of every error answer: {@code {"error":{"status":404,"message":"..."}}}. Never a stack trace. */
record ApiError(int status, String message) {

    void answer(RoutingContext context) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject()
                        .put("error", new JsonObject().put("status", status).put("message", message))
                        .toBuffer());
    }
}
