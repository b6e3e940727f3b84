package io.streamgauge.testbed;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job to run.
 *
 * @param savepoint the savepoint or retained checkpoint to start from, as a URI or path; null to start afresh
 * @param allowNonRestoredState whether state of the savepoint may find no operator
 */
public record JobSubmission(
        Path jar,
        String entryClass,
        List<String> arguments,
        int parallelism,
        @Nullable String savepoint,
        boolean allowNonRestoredState) {

    public JobSubmission {
        arguments = List.copyOf(arguments);
    }

    public static JobSubmission of(Path jar, String entryClass, List<String> arguments, int parallelism) {
        return new JobSubmission(jar, entryClass, arguments, parallelism, null, false);
    }

    public JobSubmission withParallelism(int newParallelism) {
        return new JobSubmission(jar, entryClass, arguments, newParallelism, savepoint, allowNonRestoredState);
    }

    public JobSubmission withSavepoint(String newSavepoint) {
        return new JobSubmission(jar, entryClass, arguments, parallelism, newSavepoint, allowNonRestoredState);
    }

    public JobSubmission withAllowNonRestoredState(boolean allow) {
        return new JobSubmission(jar, entryClass, arguments, parallelism, savepoint, allow);
    }
}
