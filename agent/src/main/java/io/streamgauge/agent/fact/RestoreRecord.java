package io.streamgauge.agent.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The checkpoint that a job started from, and when. */
public record RestoreRecord(long checkpointId, Instant at, @Nullable String externalPath) {}
