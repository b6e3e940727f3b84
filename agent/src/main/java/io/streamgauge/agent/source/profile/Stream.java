package io.streamgauge.agent.source.profile;

import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileRequest;
import io.streamgauge.wire.profile.ProfileBegun;
import org.jspecify.annotations.Nullable;

/** The recordings of one process that follow one another, under one request. Used on the event loop of its connection. */
final class Stream {

    private final int requestId;
    private final ProcessRef process;
    private final ProfileRequest request;
    private volatile @Nullable Taking current;

    Stream(int requestId, ProcessRef process, ProfileRequest request) {
        this.requestId = requestId;
        this.process = process;
        this.request = request;
    }

    int requestId() {
        return requestId;
    }

    Taking begin(ProfileBegun begun) {
        Taking taking = Taking.continuous(requestId, process, request);
        taking.begin(begun);
        current = taking;
        return taking;
    }

    /** Null if none has begun. */
    @Nullable
    Taking current() {
        return current;
    }

    void end() {
        current = null;
    }
}
