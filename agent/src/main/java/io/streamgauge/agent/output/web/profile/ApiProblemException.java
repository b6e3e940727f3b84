package io.streamgauge.agent.output.web.profile;

import io.streamgauge.agent.profile.ProfileRefusedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a request is not answered with what it asked for. */
final class ApiProblemException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String reason;
    private final @Nullable String heldBy;
    private final transient @Nullable Instant until;

    ApiProblemException(int status, String reason, String message) {
        this(status, reason, message, null, null);
    }

    private ApiProblemException(
            int status, String reason, String message, @Nullable String heldBy, @Nullable Instant until) {
        super(message);
        this.status = status;
        this.reason = reason;
        this.heldBy = heldBy;
        this.until = until;
    }

    static ApiProblemException invalid(String message) {
        return new ApiProblemException(400, "invalid", message);
    }

    static ApiProblemException notFound(String message) {
        return new ApiProblemException(404, "invalid", message);
    }

    static ApiProblemException of(ProfileRefusedException refused) {
        int status =
                switch (refused.reason()) {
                    case BUSY -> 409;
                    case LIMIT, TOO_LARGE -> 429;
                    case NOT_CONNECTED, CIRCUIT_OPEN, FOREIGN_PROFILER, UNSUPPORTED, FAILED, LOST -> 503;
                };
        return new ApiProblemException(
                status, text(refused.reason()), message(refused), refused.heldBy(), refused.until());
    }

    static String text(ProfileRefusedException.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String message(ProfileRefusedException refused) {
        return String.valueOf(refused.getMessage());
    }

    void answer(RoutingContext context) {
        JsonObject error = new JsonObject()
                .put("status", status)
                .put("reason", reason)
                .put("message", String.valueOf(getMessage()));
        if (heldBy != null) {
            error.put("heldBy", heldBy);
        }
        if (until != null) {
            error.put("until", until.toString());
        }
        if (status == 401) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject().put("error", error).toBuffer());
    }
}
