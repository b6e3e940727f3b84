package io.streamgauge.agent.source.flinkrest.answer;

import io.streamgauge.agent.fact.CheckpointRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint or savepoint that came to an end; told once.
 *
 * @param vertices absent where Flink had dropped the details before they were read
 */
public record EndedCheckpoint(String jobId, CheckpointRecord checkpoint, Part<List<VertexShare>> vertices) {

    /**
     * What one vertex had in it.
     *
     * @param lastAcknowledgedAt null when no subtask did
     * @param duration from the trigger to the last acknowledgement of the vertex
     */
    public record VertexShare(
            String vertexId,
            @Nullable Instant lastAcknowledgedAt,
            @Nullable Duration duration,
            @Nullable Long fullBytes,
            @Nullable Long incrementalBytes,
            @Nullable Long processedInFlightBytes,
            @Nullable Long persistedInFlightBytes,
            @Nullable Integer subtasksAcknowledged,
            @Nullable Integer subtasks) {}
}
