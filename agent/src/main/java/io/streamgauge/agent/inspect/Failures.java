package io.streamgauge.agent.inspect;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.StorageUnavailableException;
import io.streamgauge.checkpoint.SupersededException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Failures of the file system and of the reader, in words that say what to do. */
final class Failures {

    private Failures() {}

    static String describe(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof CheckpointFormatException) {
            return message;
        }
        if (failure instanceof StorageUnavailableException) {
            return message + "; see --s3-endpoint, --s3-region and docs/s3.md";
        }
        if (failure instanceof SupersededException) {
            return message + "; name the directory of the job to read the newest one";
        }
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + ": found nothing there, expected a checkpoint or a directory with checkpoints";
        }
        if (failure instanceof AccessDeniedException denied) {
            boolean remote = RemoteStorage.has(String.valueOf(denied.getFile()));
            return denied.getFile() + ": access denied" + (denied.getReason() == null ? "" : ": " + denied.getReason())
                    + (remote
                            ? "; credentials come from where the AWS SDK looks, see docs/s3.md"
                            : "; run as a user who may read it, such as the one that Flink runs as");
        }
        return failure.getClass().getSimpleName() + ": " + message;
    }
}
