package io.streamgauge.agent.output.web.profile;

import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.select.Selection;
import io.streamgauge.agent.profile.select.ThreadPurpose;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The parameters of a request. */
final class Query {

    private final RoutingContext context;

    Query(RoutingContext context) {
        this.context = context;
    }

    /** Null where it is missing or empty. */
    @Nullable
    String text(String name) throws ApiProblemException {
        String value;
        try {
            value = context.request().getParam(name);
        } catch (IllegalArgumentException e) {
            throw ApiProblemException.invalid("the query cannot be decoded");
        }
        return value == null || value.isEmpty() ? null : value;
    }

    String required(String name) throws ApiProblemException {
        String value = text(name);
        if (value == null) {
            throw ApiProblemException.invalid(name + ": missing");
        }
        return value;
    }

    Instant instant(String name) throws ApiProblemException {
        try {
            return Instant.parse(required(name));
        } catch (DateTimeParseException e) {
            throw ApiProblemException.invalid(name + ": expected a time such as 2026-11-27T08:00:00Z");
        }
    }

    ProfileMode mode() throws ApiProblemException {
        return ProfileMode.of(required("mode"))
                .orElseThrow(() ->
                        ApiProblemException.invalid("mode: expected one of cpu, wall, alloc, lock, native-memory"));
    }

    Selection selection(ProfileTargets targets) throws ApiProblemException {
        return selection(targets, "operator", "subtask");
    }

    /** What is compared with; of the same threads unless told otherwise. */
    Selection baseline(ProfileTargets targets) throws ApiProblemException {
        return selection(
                targets,
                text("baselineOperator") == null ? "operator" : "baselineOperator",
                text("baselineSubtask") == null ? "subtask" : "baselineSubtask");
    }

    private Selection selection(ProfileTargets targets, String operatorName, String subtaskName)
            throws ApiProblemException {
        String operator = text(operatorName);
        String fold = text("fold");
        if (fold != null && !fold.equals("flink")) {
            throw ApiProblemException.invalid("fold: expected flink");
        }
        return new Selection(
                operator == null ? null : targets.names(operator),
                whole(subtaskName),
                group(text("threads")),
                fold != null);
    }

    private @Nullable Integer whole(String name) throws ApiProblemException {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,7}")) {
            throw ApiProblemException.invalid(name + ": expected a number from 0");
        }
        return Integer.valueOf(text);
    }

    static @Nullable ThreadPurpose group(@Nullable String text) throws ApiProblemException {
        if (text == null) {
            return null;
        }
        return ThreadPurpose.named(text)
                .orElseThrow(
                        () -> ApiProblemException.invalid(
                                "threads: expected one of task, async-checkpoint, rocksdb-background, network, gc, jit, other"));
    }
}
