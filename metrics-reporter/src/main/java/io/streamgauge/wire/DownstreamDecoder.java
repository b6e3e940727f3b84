package io.streamgauge.wire;

import java.nio.ByteBuffer;

/** Reads frames from the agent. Stateless. Unknown types are skipped. */
public final class DownstreamDecoder {

    /** What the reporter hears from an agent. */
    public interface Listener {

        /** The agent took the hello and will take frames up to this length. */
        void accepted(int version, int maxFrameBytes);
    }

    private DownstreamDecoder() {}

    public static void decode(ByteBuffer frame, Listener listener) throws MalformedFrameException {
        FrameReader in = new FrameReader(frame);
        if (in.type() == FrameType.ACCEPTED) {
            listener.accepted(in.readId("version"), in.readId("frame length"));
        }
    }
}
