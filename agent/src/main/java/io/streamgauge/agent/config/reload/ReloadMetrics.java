package io.streamgauge.agent.config.reload;

import java.time.Instant;

/** What is known of reloads: whether the last one succeeded, and when one last did. */
public interface ReloadMetrics {

    ReloadMetrics NOOP = (succeeded, at) -> {};

    /** A reload came to its end; the start of the agent counts as one that succeeded. */
    void reloaded(boolean succeeded, Instant at);
}
