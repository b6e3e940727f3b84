package io.streamgauge.agent.source.checkpoint;

import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.JobRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A completed checkpoint that a job has told of.
 *
 * @param directory of its {@code _metadata}, as Flink writes it
 */
record ToldCheckpoint(JobRef job, long id, Instant completedAt, String directory) {

    /**
     * The newest one of a job; null where none has completed, or nothing tells where it is.
     *
     * @param directoryOfJob where earlier ones of the job are: spans tell of a checkpoint before REST does, but not where it is
     */
    static @Nullable ToldCheckpoint newestOf(JobFacts job, @Nullable String directoryOfJob) {
        CheckpointRecord last = job.checkpoints().lastCompleted();
        if (last == null) {
            return null;
        }
        String path = last.externalPath();
        if (path == null && directoryOfJob != null) {
            path = directoryOfJob + "/chk-" + last.id();
        }
        // Flink says "<checkpoint-not-externally-addressable>" of those that the JobManager keeps in memory.
        return path == null || path.startsWith("<")
                ? null
                : new ToldCheckpoint(job.job(), last.id(), last.triggeredAt().plus(last.duration()), path);
    }

    /** Null where it has no place of its own among the job's checkpoints. */
    @Nullable
    String directoryOfJob() {
        int slash = directory.lastIndexOf('/');
        return slash > 0 && directory.substring(slash + 1).equals("chk-" + id) ? directory.substring(0, slash) : null;
    }

    /** Whether this is the same, though told by another source. */
    boolean is(@Nullable ToldCheckpoint other) {
        return other != null && other.id == id && other.directory.equals(directory);
    }
}
