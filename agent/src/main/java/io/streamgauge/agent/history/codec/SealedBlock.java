package io.streamgauge.agent.history.codec;

/**
 * One block of time in the store.
 *
 * @param startMillis time of its first tick, and its name
 * @param endMillis time of its last tick
 * @param groups how many values it consists of beside the header
 * @param payloadBytes all of them, before RocksDB compresses them
 */
public record SealedBlock(long startMillis, long endMillis, int groups, long payloadBytes) {}
