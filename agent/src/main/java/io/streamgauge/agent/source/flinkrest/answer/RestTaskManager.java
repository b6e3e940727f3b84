package io.streamgauge.agent.source.flinkrest.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One registered TaskManager.
 *
 * @param lastHeartbeat as the JobManager got it; stops moving when the TaskManager is frozen, while all else goes on
 *     looking healthy
 * @param processBytes what the process may use in all, by Flink's memory model
 * @param managedBytes reserved for RocksDB and others; not what they use
 */
public record RestTaskManager(
        String id,
        @Nullable Instant lastHeartbeat,
        @Nullable Integer slots,
        @Nullable Integer slotsFree,
        @Nullable Long processBytes,
        @Nullable Long managedBytes,
        @Nullable Long physicalBytes) {}
