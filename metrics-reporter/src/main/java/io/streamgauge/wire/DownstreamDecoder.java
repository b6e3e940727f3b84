package io.streamgauge.wire;

import io.streamgauge.wire.profile.ProfileStart;
import java.nio.ByteBuffer;

/** Reads frames from the agent. Stateless. Unknown types are skipped. */
public final class DownstreamDecoder {

    /** What the reporter hears from an agent. */
    public interface Listener {

        /** The agent took the hello and will take frames up to this length. */
        void accepted(int version, int maxFrameBytes);

        /** The agent asks for a profile; who knows nothing of profiles need not answer. */
        default void profileStart(ProfileStart start) {}

        /** The agent does not want the recording of this request any more. */
        default void profileStop(int requestId) {}
    }

    private DownstreamDecoder() {}

    public static void decode(ByteBuffer frame, Listener listener) throws MalformedFrameException {
        FrameReader in = new FrameReader(frame);
        switch (in.type()) {
            case FrameType.ACCEPTED:
                listener.accepted(in.readId("version"), in.readId("frame length"));
                break;
            case FrameType.PROFILE_START:
                listener.profileStart(ProfileFrames.readStart(in));
                break;
            case FrameType.PROFILE_STOP:
                listener.profileStop(in.readId("request id"));
                break;
            default:
        }
    }
}
