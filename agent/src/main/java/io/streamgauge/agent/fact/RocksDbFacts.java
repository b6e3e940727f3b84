package io.streamgauge.agent.fact;

import org.jspecify.annotations.Nullable;

/**
 * The RocksDB instances of one operator, all subtasks together. The totals only grow: an instance that is opened anew
 * goes on where the one before ended.
 *
 * @param blockCacheHits since the agent first saw the operator, like all totals here
 * @param stallSeconds time writes were held up, summed over subtasks
 * @param writeStopped whether any instance refuses writes now
 * @param blockCacheHitRatio of the last ten seconds or so, in 0..1; null when nothing was looked up
 * @param stallRatio share of the last ten seconds or so that writes were held up, per subtask, in 0..1
 * @param frozenGauges gauges that Flink has stopped refreshing; their values are withdrawn
 */
public record RocksDbFacts(
        @Nullable Double blockCacheHits,
        @Nullable Double blockCacheMisses,
        @Nullable Double stallSeconds,
        @Nullable Double bytesWritten,
        @Nullable Double compactionBytesWritten,
        @Nullable Boolean writeStopped,
        @Nullable Double blockCacheHitRatio,
        @Nullable Double stallRatio,
        int frozenGauges) {

    /** Without what is derived. */
    public RocksDbFacts(
            @Nullable Double blockCacheHits,
            @Nullable Double blockCacheMisses,
            @Nullable Double stallSeconds,
            @Nullable Double bytesWritten,
            @Nullable Double compactionBytesWritten,
            @Nullable Boolean writeStopped) {
        this(
                blockCacheHits,
                blockCacheMisses,
                stallSeconds,
                bytesWritten,
                compactionBytesWritten,
                writeStopped,
                null,
                null,
                0);
    }
}
