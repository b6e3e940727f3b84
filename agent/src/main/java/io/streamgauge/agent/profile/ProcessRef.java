package io.streamgauge.agent.profile;

import io.streamgauge.agent.fact.ProcessKind;

/**
 * A Flink process that can be asked for a profile.
 *
 * @param id the id its reporter told, unique among the processes that are connected
 * @param host the host it runs on, as its reporter told; empty if it did not
 */
public record ProcessRef(String id, ProcessKind kind, String host) {}
