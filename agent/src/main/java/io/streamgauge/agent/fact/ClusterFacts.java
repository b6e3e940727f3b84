package io.streamgauge.agent.fact;

import org.jspecify.annotations.Nullable;

/**
 * The cluster as a whole.
 *
 * @param taskManagers registered with the JobManager: one that froze or died counts until its heartbeat times out
 * @param taskManagersLost that went away without a farewell and did not come back, since the agent first ran
 */
public record ClusterFacts(
        @Nullable String flinkVersion,
        @Nullable Integer taskManagers,
        @Nullable Integer slots,
        @Nullable Integer slotsFree,
        @Nullable Long taskManagersLost) {

    /** Nothing is known. */
    public static ClusterFacts unknown() {
        return new ClusterFacts(null, null, null, null, null);
    }
}
