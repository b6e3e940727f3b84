package io.streamgauge.checkpoint;

import java.io.IOException;

/**
 * A storage does not answer, or asks to be left alone. It concerns all files in it, so a reading ends with the first of these instead of
 * waiting for each file in turn. The same reading may succeed later.
 */
public final class StorageUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param message the file that was wanted, who was asked, how often and how long, and what to check
     */
    public StorageUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
