package io.streamgauge.agent.output.web.profile;

import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.service.ProfileSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a request asks for, checked. A closed set of fields; what is given in text is looked up and never handed on.
 *
 * @param subtask from 0
 */
record ProfileOrder(
        @Nullable String process,
        @Nullable String job,
        @Nullable String operator,
        @Nullable Integer subtask,
        ProfileMode mode,
        Duration duration,
        Duration interval) {

    static final Duration DEFAULT_DURATION = Duration.ofSeconds(10);

    private static final Set<String> FIELDS =
            Set.of("process", "job", "operator", "subtask", "threads", "mode", "durationSeconds", "intervalMillis");
    private static final int MOST_CHARS = 1_000;
    private static final int LEAST_INTERVAL_MILLIS = 4;
    private static final int MOST_INTERVAL_MILLIS = 1_000;

    static ProfileOrder of(@Nullable Buffer body, ProfileSettings settings) throws ApiProblemException {
        JsonObject json;
        try {
            json = new JsonObject(body == null ? Buffer.buffer() : body);
        } catch (DecodeException | ClassCastException e) {
            throw ApiProblemException.invalid("the body is not a JSON object");
        }
        Set<String> unknown = new TreeSet<>(json.fieldNames());
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty()) {
            throw ApiProblemException.invalid("there is no such field as the one given; expected only "
                    + String.join(", ", new TreeSet<>(FIELDS)));
        }
        String modeText = text(json, "mode");
        ProfileMode mode = ProfileMode.of(modeText == null ? "cpu" : modeText)
                .orElseThrow(() ->
                        ApiProblemException.invalid("mode: expected one of cpu, wall, alloc, lock, native-memory"));
        Query.group(text(json, "threads"));
        String process = text(json, "process");
        if (process != null && json.getValue("job") != null) {
            throw ApiProblemException.invalid("process and job: expected one of them");
        }
        int most = (int) settings.maxDuration().toSeconds();
        int seconds = whole(json, "durationSeconds", 1, most, (int) Math.min(most, DEFAULT_DURATION.toSeconds()));
        int usual = mode == ProfileMode.WALL ? 50 : 10;
        int interval = whole(json, "intervalMillis", LEAST_INTERVAL_MILLIS, MOST_INTERVAL_MILLIS, usual);
        Integer subtask = json.getValue("subtask") == null ? null : whole(json, "subtask", 0, 1_000_000, 0);
        return new ProfileOrder(
                process,
                text(json, "job"),
                text(json, "operator"),
                subtask,
                mode,
                Duration.ofSeconds(seconds),
                Duration.ofMillis(interval));
    }

    private static @Nullable String text(JsonObject json, String field) throws ApiProblemException {
        Object value = json.getValue(field);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && !text.isEmpty() && text.length() <= MOST_CHARS) {
            return text;
        }
        throw ApiProblemException.invalid(field + ": expected text of 1 to " + MOST_CHARS + " characters");
    }

    private static int whole(JsonObject json, String field, int from, int to, int usual) throws ApiProblemException {
        Object value = json.getValue(field);
        if (value == null) {
            return usual;
        }
        boolean fits = (value instanceof Integer || value instanceof Long)
                && ((Number) value).longValue() >= from
                && ((Number) value).longValue() <= to;
        if (!fits) {
            throw ApiProblemException.invalid(field + ": expected a whole number from " + from + " to " + to);
        }
        return ((Number) value).intValue();
    }
}
