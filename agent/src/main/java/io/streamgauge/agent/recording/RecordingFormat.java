package io.streamgauge.agent.recording;

/** Name and version of the format, and its bounds. */
final class RecordingFormat {

    static final String NAME = "streamgauge-recording";
    /** Rises when a reader of before would misread; fields may be added without. */
    static final int VERSION = 1;

    static final String HEADER = "{\"format\":\"" + NAME + "\",\"version\":" + VERSION + "}";

    /** A checkpoint of a hundred states with 20,000 keys followed in each takes about half of it. */
    static final int LONGEST_LINE_BYTES = 128 << 20;

    private RecordingFormat() {}
}
