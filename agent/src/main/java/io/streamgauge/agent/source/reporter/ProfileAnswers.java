package io.streamgauge.agent.source.reporter;

import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileRefused;
import java.nio.ByteBuffer;

/** What processes answer to those who ask them for profiles. Called on event loops: must return at once. */
public interface ProfileAnswers {

    void begun(String processId, ProfileBegun begun);

    /**
     * A part of a recording.
     *
     * @param bytes copy what is kept
     */
    void chunk(String processId, int requestId, long offset, ByteBuffer bytes);

    void end(String processId, int requestId, long endEpochMillis, long totalBytes);

    void refused(String processId, ProfileRefused refused);

    /** The connection is over, or another took its place: what was asked over it will not be answered. */
    void lost(String processId);
}
