package io.streamgauge.checkpoint.report;

import org.jspecify.annotations.Nullable;

/**
 * One subtask's part of a state.
 *
 * @param entries puts and merge operands; null where the backend does not tell
 */
public record SubtaskSize(int subtask, long bytes, @Nullable Long entries) {}
