package io.streamgauge.agent.recording;

import java.io.IOException;

/** A recording is not what docs/replay.md describes. The message names file, line and field, what was found and what was expected. */
public final class BadRecordingException extends IOException {

    private static final long serialVersionUID = 1L;

    public BadRecordingException(String message) {
        super(message);
    }
}
