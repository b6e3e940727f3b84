package io.streamgauge.testbed;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job to run.
 *
 * @param savepoint the savepoint or retained checkpoint to start from, as a URI or path; null to start afresh
 * @param allowNonRestoredState whether state of the savepoint may find no operator
 * @param jobId 32 hex digits, so that the paths of checkpoints are known before; null for one that Flink chooses
 * @param claim whether the job owns what it starts from and may delete it; false for what Flink does when not told
 */
public record JobSubmission(
        Path jar,
        String entryClass,
        List<String> arguments,
        int parallelism,
        @Nullable String savepoint,
        boolean allowNonRestoredState,
        @Nullable String jobId,
        boolean claim) {

    public JobSubmission {
        arguments = List.copyOf(arguments);
    }

    public static JobSubmission of(Path jar, String entryClass, List<String> arguments, int parallelism) {
        return new JobSubmission(jar, entryClass, arguments, parallelism, null, false, null, false);
    }

    public JobSubmission withArguments(List<String> newArguments) {
        return new JobSubmission(
                jar, entryClass, newArguments, parallelism, savepoint, allowNonRestoredState, jobId, claim);
    }

    public JobSubmission withParallelism(int newParallelism) {
        return new JobSubmission(
                jar, entryClass, arguments, newParallelism, savepoint, allowNonRestoredState, jobId, claim);
    }

    public JobSubmission withSavepoint(String newSavepoint) {
        return new JobSubmission(
                jar, entryClass, arguments, parallelism, newSavepoint, allowNonRestoredState, jobId, claim);
    }

    public JobSubmission withAllowNonRestoredState(boolean allow) {
        return new JobSubmission(jar, entryClass, arguments, parallelism, savepoint, allow, jobId, claim);
    }

    public JobSubmission withJobId(String newJobId) {
        return new JobSubmission(
                jar, entryClass, arguments, parallelism, savepoint, allowNonRestoredState, newJobId, claim);
    }

    /** Restores in claim mode: the job's incremental checkpoints go on from files of what it starts from. */
    public JobSubmission withClaim() {
        return new JobSubmission(
                jar, entryClass, arguments, parallelism, savepoint, allowNonRestoredState, jobId, true);
    }
}
