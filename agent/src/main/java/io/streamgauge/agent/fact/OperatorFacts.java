package io.streamgauge.agent.fact;

import org.jspecify.annotations.Nullable;

/**
 * One operator, all subtasks together.
 *
 * @param recordsIn records taken in by all subtasks; only grows: a restarted subtask goes on where the one before ended
 * @param recordsOut likewise, given out
 * @param watermarkEpochMillis the lowest input watermark; null before the first, and at the end of time
 * @param watermarkLagSeconds how far that watermark is behind the wall clock
 */
public record OperatorFacts(
        OperatorRef operator,
        String vertexId,
        @Nullable Long recordsIn,
        @Nullable Long recordsOut,
        @Nullable Long watermarkEpochMillis,
        @Nullable Double watermarkLagSeconds,
        @Nullable RocksDbFacts rocksDb) {}
