package io.streamgauge.agent.analysis.leak.life;

import org.jspecify.annotations.Nullable;

/**
 * What growing state runs into; null where not known.
 *
 * @param localFreeBytes free on the fullest local disk that RocksDB writes to
 * @param checkpointBudgetBytes what checkpoints of a job may take in storage
 * @param restoreSeconds within which a restore must be done
 * @param restoreBytesPerSecond at which a subtask restores
 */
public record Limits(
        @Nullable Double localFreeBytes,
        @Nullable Double checkpointBudgetBytes,
        @Nullable Double restoreSeconds,
        @Nullable Double restoreBytesPerSecond) {

    public static final Limits NONE = new Limits(null, null, null, null);
}
