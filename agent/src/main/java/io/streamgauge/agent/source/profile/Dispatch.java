package io.streamgauge.agent.source.profile;

import io.streamgauge.agent.source.reporter.ProfileAnswers;
import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileRefused;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Hands each answer to the one whose request it answers. */
final class Dispatch implements ProfileAnswers {

    private final Takings takings;
    private volatile @Nullable ContinuousProfiles continuous;

    Dispatch(Takings takings) {
        this.takings = takings;
    }

    /** From now on there are these, or none. */
    void continuous(@Nullable ContinuousProfiles profiles) {
        continuous = profiles;
    }

    private ProfileAnswers of(String processId, int requestId) {
        ContinuousProfiles profiles = continuous;
        return profiles != null && profiles.isOurs(processId, requestId) ? profiles : takings;
    }

    @Override
    public void begun(String processId, ProfileBegun begun) {
        of(processId, begun.requestId()).begun(processId, begun);
    }

    @Override
    public void chunk(String processId, int requestId, long offset, ByteBuffer bytes) {
        of(processId, requestId).chunk(processId, requestId, offset, bytes);
    }

    @Override
    public void end(String processId, int requestId, long endEpochMillis, long totalBytes) {
        of(processId, requestId).end(processId, requestId, endEpochMillis, totalBytes);
    }

    @Override
    public void refused(String processId, ProfileRefused refused) {
        of(processId, refused.requestId()).refused(processId, refused);
    }

    @Override
    public void lost(String processId) {
        takings.lost(processId);
        ContinuousProfiles profiles = continuous;
        if (profiles != null) {
            profiles.lost(processId);
        }
    }
}
