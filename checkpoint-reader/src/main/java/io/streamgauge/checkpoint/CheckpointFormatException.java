package io.streamgauge.checkpoint;

import java.io.IOException;

/** Bytes that are not what the format says. The message tells the file, the offset in it, what was found and what was expected. */
public final class CheckpointFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;

    /** @param offset in bytes from the start of the file; -1 where none can be told */
    public CheckpointFormatException(String file, long offset, String problem) {
        super(offset < 0 ? file + ": " + problem : file + " at byte " + offset + ": " + problem);
        this.file = file;
        this.offset = offset;
    }

    public String file() {
        return file;
    }

    public long offset() {
        return offset;
    }
}
