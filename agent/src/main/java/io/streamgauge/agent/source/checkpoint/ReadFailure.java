package io.streamgauge.agent.source.checkpoint;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.StorageUnavailableException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/** Why a checkpoint could not be read, and what to do. */
final class ReadFailure {

    private ReadFailure() {}

    static String inWords(String directory, Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof NoSuchFileException missing) {
            return "no read access to " + directory + ": found nothing at " + missing.getFile()
                    + "; mount the checkpoint storage here, or say under checkpoint.prefixes where it is";
        }
        if (failure instanceof AccessDeniedException denied) {
            return "no read access to " + directory + ": " + denied.getFile() + ": access denied"
                    + (denied.getReason() == null ? "" : ": " + denied.getReason())
                    + "; let the agent's user read it, and see checkpoint.roots";
        }
        if (failure instanceof InvalidPathException) {
            return "no read access to " + directory + ": " + message
                    + "; say under checkpoint.prefixes which path of this machine or of S3 that is";
        }
        if (failure instanceof CheckpointFormatException) {
            return "not understood: " + message;
        }
        if (failure instanceof StorageUnavailableException) {
            return "no answer from the storage of " + directory + ": " + message;
        }
        return "no read access to " + directory + ": " + failure.getClass().getSimpleName() + ": " + message;
    }
}
