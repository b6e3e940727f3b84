package io.streamgauge.agent.inspect.part;

import io.streamgauge.checkpoint.location.LocatedCheckpoint;
import io.streamgauge.checkpoint.report.CheckpointReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A checkpoint, where it was found and what was found in it. */
public record Reading(LocatedCheckpoint located, CheckpointReport report) {

    /** When Flink, or whoever copied it, wrote {@code _metadata}; null where the storage does not tell. */
    public @Nullable Instant written() {
        return located.modified();
    }
}
