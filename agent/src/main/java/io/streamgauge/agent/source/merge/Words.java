package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.source.reporter.Received;
import io.streamgauge.wire.EventRecord;
import io.streamgauge.wire.SpanRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of Flink's spans and events. */
final class Words {

    private Words() {}

    /** Null on 1.20, where spans do not say which job they are of. */
    static @Nullable String jobId(Map<String, Object> attributes) {
        String id = text(attributes, "jobId");
        return id == null ? text(attributes, "<job_id>") : id;
    }

    static @Nullable String text(Map<String, Object> attributes, String key) {
        return attributes.get(key) instanceof String text ? text : null;
    }

    static @Nullable Long count(Map<String, Object> attributes, String key) {
        return attributes.get(key) instanceof Long number && number >= 0 ? number : null;
    }

    static @Nullable Boolean flag(Map<String, Object> attributes, String key) {
        Object value = attributes.get(key);
        if (value instanceof Boolean flag) {
            return flag;
        }
        return "true".equals(value) ? Boolean.TRUE : "false".equals(value) ? Boolean.FALSE : null;
    }

    static boolean savepoint(Map<String, Object> attributes) {
        String type = text(attributes, "checkpointType");
        return type != null && type.toLowerCase(Locale.ROOT).contains("savepoint");
    }

    /** Null for a span that is none of a checkpoint that ended. */
    static @Nullable CheckpointRecord checkpoint(Received<SpanRecord> received) {
        SpanRecord span = received.record();
        Map<String, Object> attributes = span.attributes();
        Long id = count(attributes, "checkpointId");
        String status = text(attributes, "checkpointStatus");
        boolean completed = "COMPLETED".equals(status);
        if (!"Checkpoint".equals(span.name())
                || id == null
                || !(completed || "FAILED".equals(status))
                || span.startEpochMillis() <= 0) {
            return null;
        }
        // A checkpoint that failed before any subtask answered ends at -1.
        long millis = span.endEpochMillis() >= span.startEpochMillis()
                ? span.endEpochMillis() - span.startEpochMillis()
                : Math.max(0, received.at().toEpochMilli() - span.startEpochMillis());
        return new CheckpointRecord(
                id,
                completed,
                Instant.ofEpochMilli(span.startEpochMillis()),
                Duration.ofMillis(millis),
                completed ? count(attributes, "fullSize") : null,
                completed ? count(attributes, "checkpointedSize") : null,
                count(attributes, "sumProcessedDataBytes"),
                count(attributes, "sumPersistedDataBytes"),
                flag(attributes, "isUnaligned"),
                savepoint(attributes),
                null,
                completed ? null : "Flink gives no reason here");
    }

    /** When it happened; when it came in, where Flink writes -1. */
    static Instant at(Received<EventRecord> received) {
        long millis = received.record().epochMillis();
        return millis > 0 ? Instant.ofEpochMilli(millis) : received.at();
    }
}
