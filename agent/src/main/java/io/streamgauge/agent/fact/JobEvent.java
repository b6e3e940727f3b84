package io.streamgauge.agent.fact;

import java.time.Instant;

/** Something that happened to a job and that cuts or explains its series. */
public record JobEvent(Instant at, Kind kind, String detail) {

    /** What happened. */
    public enum Kind {
        /** First seen by the agent. */
        SEEN,
        /** Started, or started again, from a checkpoint or savepoint. */
        RESTORED,
        /** Failed and is being restarted. */
        FAILED,
        /** All tasks run (again). */
        RUNNING,
        /** Runs with another parallelism. */
        RESCALED,
        /** Came to its end. */
        ENDED
    }
}
