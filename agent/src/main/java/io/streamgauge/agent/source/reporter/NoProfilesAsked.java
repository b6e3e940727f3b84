package io.streamgauge.agent.source.reporter;

import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileRefused;
import java.nio.ByteBuffer;

/** Where nobody asks for profiles there is nothing to do with answers. */
final class NoProfilesAsked implements ProfileAnswers {

    @Override
    public void begun(String processId, ProfileBegun begun) {}

    @Override
    public void chunk(String processId, int requestId, long offset, ByteBuffer bytes) {}

    @Override
    public void end(String processId, int requestId, long endEpochMillis, long totalBytes) {}

    @Override
    public void refused(String processId, ProfileRefused refused) {}

    @Override
    public void lost(String processId) {}
}
