package io.streamgauge.agent.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JobManager or TaskManager process with our reporter in it.
 *
 * @param id drawn once per JVM
 * @param tmId Flink's TaskManager id; null for a JobManager and before the first metrics
 * @param up whether its reporter is connected
 * @param since when {@code up} last changed
 * @param containerLimitBytes null when there is no limit
 * @param rocksDbBytes memory held by RocksDB, a cache shared by several column families and operators counted once
 * @param disabledSwitches RocksDB metrics that are off, so that what hangs on them cannot be seen
 */
public record ProcessFacts(
        String id,
        ProcessKind kind,
        String host,
        @Nullable String tmId,
        boolean up,
        Instant since,
        @Nullable Long residentBytes,
        @Nullable Long containerLimitBytes,
        @Nullable Long containerUsageBytes,
        @Nullable Long heapUsedBytes,
        @Nullable Long directBytes,
        @Nullable Long rocksDbBytes,
        List<String> disabledSwitches) {

    public ProcessFacts {
        disabledSwitches = List.copyOf(disabledSwitches);
    }
}
