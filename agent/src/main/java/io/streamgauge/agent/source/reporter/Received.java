package io.streamgauge.agent.source.reporter;

import io.streamgauge.agent.source.reporter.snapshot.ProcessIdentity;
import java.time.Instant;

/** A span or event, who sent it and when it came in by the agent's clock. */
public record Received<T>(ProcessIdentity process, Instant at, T record) {}
