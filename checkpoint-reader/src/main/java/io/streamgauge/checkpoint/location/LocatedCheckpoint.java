package io.streamgauge.checkpoint.location;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint or savepoint in a storage.
 *
 * @param directory where its {@code _metadata} is or should be
 * @param checkpointId from the name chk-N; empty for others, as savepoints, whose {@code _metadata} tells it
 * @param jobId from the name of the directory above; null where that is not a job's
 * @param complete whether it has a {@code _metadata}, which Flink writes last
 * @param modified of {@code _metadata}, or of the directory of one that is not complete; null where the storage does not tell
 */
public record LocatedCheckpoint(
        String directory,
        OptionalLong checkpointId,
        @Nullable String jobId,
        boolean complete,
        @Nullable Instant modified) {

    /** The file that describes it. */
    public String metadataFile() {
        return directory + "/" + CheckpointLocator.METADATA;
    }
}
