package io.streamgauge.agent.recording;

import java.nio.file.Path;

/**
 * Where the recording lies, and how large it may grow.
 *
 * @param directory of the files; belongs to one agent alone
 * @param maxBytes of all files; the oldest are dropped
 */
public record RecordingSettings(Path directory, long maxBytes) {

    public RecordingSettings {
        if (maxBytes < 1 << 20) {
            throw new IllegalArgumentException("history.recording-size: out of range: " + maxBytes);
        }
    }
}
