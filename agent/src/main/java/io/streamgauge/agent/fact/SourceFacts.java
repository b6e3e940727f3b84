package io.streamgauge.agent.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How well one source is read.
 *
 * @param name "reporter", "flinkrest" or "checkpoint"
 * @param lastSuccess null until the first
 * @param problem why the last attempt failed, in words; null when it did not
 * @param errors failed attempts since the agent started
 */
public record SourceFacts(String name, @Nullable Instant lastSuccess, @Nullable String problem, long errors) {}
