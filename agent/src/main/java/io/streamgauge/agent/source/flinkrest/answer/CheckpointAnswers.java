package io.streamgauge.agent.source.flinkrest.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.RestoreRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what Flink answers about checkpoints: the history of a job, its settings, the details of one. */
public final class CheckpointAnswers {

    /**
     * One answer of {@code /jobs/:id/checkpoints}.
     *
     * @param ended all that came to an end and are still remembered, in the order they were triggered
     */
    public record History(RestCheckpoints checkpoints, List<CheckpointRecord> ended) {

        public History {
            ended = List.copyOf(ended);
        }
    }

    private static final List<String> LATEST = List.of("completed", "savepoint", "failed");

    private CheckpointAnswers() {}

    /** Of {@code /jobs/:id/checkpoints}. */
    public static History history(JsonNode answer) {
        Map<Long, JsonNode> entries = new TreeMap<>();
        JsonNode latest = answer.path("latest");
        // The history is short: what has left it may still be the latest of its kind.
        LATEST.forEach(kind -> entry(latest.path(kind), entries));
        Json.requiredElementsAt(answer, "history").forEach(entry -> entry(entry, entries));

        List<CheckpointRecord> ended = new ArrayList<>();
        List<RestCheckpoints.Running> running = new ArrayList<>();
        for (Map.Entry<Long, JsonNode> entry : entries.entrySet()) {
            String status = Json.textAt(entry.getValue(), "status");
            if ("IN_PROGRESS".equals(status)) {
                running(entry.getKey(), entry.getValue(), running);
            } else if ("COMPLETED".equals(status) || "FAILED".equals(status)) {
                CheckpointRecord checkpoint = ended(entry.getKey(), entry.getValue(), "COMPLETED".equals(status));
                if (checkpoint != null) {
                    ended.add(checkpoint);
                }
            }
        }
        running.sort(Comparator.comparing(RestCheckpoints.Running::triggeredAt));
        ended.sort(Comparator.comparing(CheckpointRecord::triggeredAt).thenComparing(CheckpointRecord::id));
        return new History(
                new RestCheckpoints(counts(answer.path("counts")), running, restored(latest.path("restored"))), ended);
    }

    private static void entry(JsonNode entry, Map<Long, JsonNode> entries) {
        Long id = Json.countAt(entry, "id");
        if (id != null) {
            entries.put(id, entry);
        }
    }

    private static void running(long id, JsonNode entry, List<RestCheckpoints.Running> running) {
        Instant triggeredAt = Json.instantAt(entry, "trigger_timestamp");
        if (triggeredAt != null) {
            running.add(new RestCheckpoints.Running(
                    id,
                    triggeredAt,
                    Boolean.TRUE.equals(Json.booleanAt(entry, "is_savepoint")),
                    Json.smallCountAt(entry, "num_acknowledged_subtasks"),
                    Json.smallCountAt(entry, "num_subtasks")));
        }
    }

    private static @Nullable CheckpointRecord ended(long id, JsonNode entry, boolean completed) {
        Instant triggeredAt = Json.instantAt(entry, "trigger_timestamp");
        Duration duration = Json.millisAt(entry, "end_to_end_duration");
        if (triggeredAt == null || duration == null) {
            return null;
        }
        Integer acknowledged = Json.smallCountAt(entry, "num_acknowledged_subtasks");
        boolean anyAcknowledged = completed || (acknowledged != null && acknowledged > 0);
        return new CheckpointRecord(
                id,
                completed,
                triggeredAt,
                duration,
                // A failed one holds the sum of those subtasks that were done: neither size means anything.
                completed ? Json.countAt(entry, "state_size") : null,
                completed ? Json.countAt(entry, "checkpointed_size") : null,
                anyAcknowledged ? Json.countAt(entry, "processed_data") : null,
                anyAcknowledged ? Json.countAt(entry, "persisted_data") : null,
                unaligned(Json.textAt(entry, "checkpoint_type")),
                Boolean.TRUE.equals(Json.booleanAt(entry, "is_savepoint")),
                Json.textAt(entry, "external_path"),
                completed ? null : failure(entry));
    }

    private static String failure(JsonNode entry) {
        String message = Json.textAt(entry, "failure_message");
        return message == null ? "Flink gives no reason" : message;
    }

    private static @Nullable Boolean unaligned(@Nullable String type) {
        if ("UNALIGNED_CHECKPOINT".equals(type)) {
            return true;
        }
        return "CHECKPOINT".equals(type) ? false : null;
    }

    private static RestCheckpoints.Counts counts(JsonNode counts) {
        return new RestCheckpoints.Counts(
                Json.countAt(counts, "restored"),
                Json.countAt(counts, "total"),
                Json.countAt(counts, "in_progress"),
                Json.countAt(counts, "completed"),
                Json.countAt(counts, "failed"));
    }

    private static @Nullable RestoreRecord restored(JsonNode restored) {
        Long id = Json.countAt(restored, "id");
        Instant at = Json.instantAt(restored, "restore_timestamp");
        return id == null || at == null ? null : new RestoreRecord(id, at, Json.textAt(restored, "external_path"));
    }

    /** Of {@code /jobs/:id/checkpoints/config}. Flink writes the largest long where there is no interval. */
    public static RestCheckpoints.Settings settings(JsonNode answer) {
        Duration interval = Json.millisAt(answer, "interval");
        boolean periodic = interval != null && !interval.isZero() && interval.toMillis() != Long.MAX_VALUE;
        return new RestCheckpoints.Settings(
                periodic ? interval : null,
                Json.millisAt(answer, "timeout"),
                Json.millisAt(answer, "min_pause"),
                Json.smallCountAt(answer, "max_concurrent"),
                Json.smallCountAt(answer, "tolerable_failed_checkpoints"),
                Json.booleanAt(answer, "unaligned_checkpoints"),
                Json.textAt(answer, "state_backend"),
                Json.textAt(answer, "checkpoint_storage"));
    }

    /** Of {@code /jobs/:id/checkpoints/details/:id}. */
    public static List<EndedCheckpoint.VertexShare> vertices(JsonNode answer) {
        List<EndedCheckpoint.VertexShare> vertices = new ArrayList<>();
        answer.path("tasks").properties().forEach(task -> {
            if (Json.isId(task.getKey())) {
                vertices.add(vertex(task.getKey(), task.getValue()));
            }
        });
        vertices.sort(Comparator.comparing(EndedCheckpoint.VertexShare::vertexId));
        return List.copyOf(vertices);
    }

    private static EndedCheckpoint.VertexShare vertex(String id, JsonNode task) {
        return new EndedCheckpoint.VertexShare(
                id,
                Json.instantAt(task, "latest_ack_timestamp"),
                Json.millisAt(task, "end_to_end_duration"),
                Json.countAt(task, "state_size"),
                Json.countAt(task, "checkpointed_size"),
                Json.countAt(task, "processed_data"),
                Json.countAt(task, "persisted_data"),
                Json.smallCountAt(task, "num_acknowledged_subtasks"),
                Json.smallCountAt(task, "num_subtasks"));
    }
}
