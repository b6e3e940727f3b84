package io.streamgauge.agent.source.flinkrest.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what Flink answers about one job: /jobs/:id, its exceptions, a vertex's backpressure. */
public final class JobAnswers {

    /** Stack traces reach hundreds of kilobytes; the first line names the cause. */
    private static final int LONGEST_MESSAGE = 500;

    private JobAnswers() {}

    /** Of {@code /jobs/:id}, which contains the plan. */
    public static RestGraph graph(JsonNode answer) {
        List<RestGraph.Vertex> vertices = new ArrayList<>();
        for (JsonNode entry : Json.requiredElementsAt(answer, "vertices")) {
            String id = Json.idAt(entry, "id");
            String name = Json.textAt(entry, "name");
            Integer parallelism = Json.smallCountAt(entry, "parallelism");
            if (id == null || name == null || parallelism == null) {
                continue;
            }
            vertices.add(new RestGraph.Vertex(
                    id,
                    name,
                    parallelism,
                    Json.smallCountAt(entry, "maxParallelism"),
                    Json.textAt(entry, "status"),
                    Json.smallCountsAt(entry, "tasks"),
                    flow(entry.path("metrics"))));
        }
        Map<String, Instant> since = new HashMap<>();
        JsonNode timestamps = answer.path("timestamps");
        timestamps.fieldNames().forEachRemaining(status -> {
            Instant at = Json.instantAt(timestamps, status);
            if (at != null) {
                since.put(status, at);
            }
        });
        return new RestGraph(vertices, edges(answer.path("plan")), since);
    }

    /** Zeros while Flink has not fetched yet: only what it marks complete is a number. */
    private static RestGraph.Flow flow(JsonNode metrics) {
        // The accumulated times bear no mark of their own; they are fetched together with the record counts.
        boolean fetched = complete(metrics, "read-records") && complete(metrics, "write-records");
        return new RestGraph.Flow(
                completeAt(metrics, "read-bytes"),
                completeAt(metrics, "write-bytes"),
                completeAt(metrics, "read-records"),
                completeAt(metrics, "write-records"),
                fetched ? Json.finiteAt(metrics, "accumulated-busy-time") : null,
                fetched ? Json.finiteAt(metrics, "accumulated-idle-time") : null,
                fetched ? Json.finiteAt(metrics, "accumulated-backpressured-time") : null);
    }

    private static @Nullable Long completeAt(JsonNode metrics, String field) {
        return complete(metrics, field) ? Json.countAt(metrics, field) : null;
    }

    private static boolean complete(JsonNode metrics, String field) {
        return Boolean.TRUE.equals(Json.booleanAt(metrics, field + "-complete"));
    }

    private static List<RestGraph.Edge> edges(JsonNode plan) {
        List<RestGraph.Edge> edges = new ArrayList<>();
        for (JsonNode node : Json.elementsAt(plan, "nodes")) {
            String to = Json.idAt(node, "id");
            for (JsonNode input : Json.elementsAt(node, "inputs")) {
                String from = Json.idAt(input, "id");
                if (from != null && to != null) {
                    edges.add(new RestGraph.Edge(from, to, Json.textAt(input, "ship_strategy")));
                }
            }
        }
        return edges;
    }

    /** Of {@code /jobs/:id/exceptions}. */
    public static List<RestJob.Failure> failures(JsonNode answer) {
        List<RestJob.Failure> failures = new ArrayList<>();
        for (JsonNode entry : Json.requiredElementsAt(answer.path("exceptionHistory"), "entries")) {
            Instant at = Json.instantAt(entry, "timestamp");
            if (at == null) {
                continue;
            }
            Map<String, String> labels = new HashMap<>();
            JsonNode told = entry.path("failureLabels");
            told.fieldNames().forEachRemaining(label -> {
                String value = Json.textAt(told, label);
                if (value != null) {
                    labels.put(label, value);
                }
            });
            failures.add(new RestJob.Failure(
                    at,
                    Json.textAt(entry, "exceptionName"),
                    firstLine(Json.textAt(entry, "stacktrace")),
                    Json.textAt(entry, "taskName"),
                    Json.textAt(entry, "taskManagerId"),
                    labels));
        }
        return List.copyOf(failures);
    }

    private static @Nullable String firstLine(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
    }

    /** Of {@code /jobs/:id/vertices/:id/backpressure}; "deprecated" is Flink's word for having no sample yet. */
    public static RestBackpressure backpressure(JsonNode answer) {
        String status = Json.textAt(answer, "status");
        if (!"ok".equals(status)) {
            throw new RestError(RestError.Kind.NO_DATA_YET, "backpressure: Flink has no sample yet, status " + status);
        }
        List<RestBackpressure.Subtask> subtasks = new ArrayList<>();
        for (JsonNode entry : Json.requiredElementsAt(answer, "subtasks")) {
            Integer index = Json.smallCountAt(entry, "subtask");
            if (index != null) {
                subtasks.add(new RestBackpressure.Subtask(
                        index,
                        Json.ratioAt(entry, "ratio"),
                        Json.ratioAt(entry, "idleRatio"),
                        Json.ratioAt(entry, "busyRatio")));
            }
        }
        return new RestBackpressure(
                Json.textAt(answer, "backpressureLevel"), Json.instantAt(answer, "end-timestamp"), subtasks);
    }
}
