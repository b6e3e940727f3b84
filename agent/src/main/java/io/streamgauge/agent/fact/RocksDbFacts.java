package io.streamgauge.agent.fact;

import org.jspecify.annotations.Nullable;

/**
 * The RocksDB instances of one operator, all subtasks together.
 *
 * @param blockCacheHits since the instances were opened, like all tickers here
 * @param stallSeconds time writes were held up
 */
public record RocksDbFacts(
        @Nullable Double blockCacheHits,
        @Nullable Double blockCacheMisses,
        @Nullable Double stallSeconds,
        @Nullable Double bytesWritten,
        @Nullable Double compactionBytesWritten,
        @Nullable Boolean writeStopped) {}
