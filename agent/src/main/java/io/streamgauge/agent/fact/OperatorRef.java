package io.streamgauge.agent.fact;

import org.jspecify.annotations.Nullable;

/**
 * An operator of a job.
 *
 * @param id Flink's operator id: 32 hex digits, the hash of the uid where one is set
 * @param uid as set by the job; null where neither metrics nor checkpoints tell it
 */
public record OperatorRef(String id, @Nullable String uid, String name) {}
