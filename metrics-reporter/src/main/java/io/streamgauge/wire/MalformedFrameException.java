package io.streamgauge.wire;

/** A frame that breaks the format. The message says where (type, offset), what was found and what was expected. */
public final class MalformedFrameException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedFrameException(int frameType, int offset, String problem) {
        super("frame type " + frameType + ", byte " + offset + ": " + problem);
    }
}
