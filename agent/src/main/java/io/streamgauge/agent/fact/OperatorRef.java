package io.streamgauge.agent.fact;

import org.jspecify.annotations.Nullable;

/**
 * An operator of a job.
 *
 * @param id Flink's operator id: 32 hex digits, the hash of the uid where one is set
 * @param uid as set by the job; null while nothing tells it: neither metrics nor REST do, only the metadata of
 *     checkpoints, from Flink 2.0 on
 */
public record OperatorRef(String id, @Nullable String uid, String name) {}
