package io.streamgauge.agent.source.flinkrest.answer;

import org.jspecify.annotations.Nullable;

/**
 * The cluster as a whole.
 *
 * @param taskManagers registered; one that died or froze counts until its heartbeat times out
 */
public record RestCluster(
        @Nullable String flinkVersion,
        @Nullable Integer taskManagers,
        @Nullable Integer slotsTotal,
        @Nullable Integer slotsFree) {}
