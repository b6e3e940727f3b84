package io.streamgauge.agent.fact;

import org.jspecify.annotations.Nullable;

/**
 * Restarts of one job since the agent first saw it.
 *
 * @param attempts restarts tried: one lost TaskManager can cost a dozen while no slot is free
 * @param failures failures that caused them, each counted once however many attempts it took
 */
public record RestartFacts(@Nullable Long attempts, @Nullable Long failures) {}
