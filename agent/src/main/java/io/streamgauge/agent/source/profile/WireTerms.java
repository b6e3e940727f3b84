package io.streamgauge.agent.source.profile;

import io.streamgauge.agent.profile.ProfileRefusedException.Reason;
import io.streamgauge.agent.profile.ProfileRequest;
import io.streamgauge.wire.ProfileFrames;
import io.streamgauge.wire.profile.ProfileMode;
import io.streamgauge.wire.profile.ProfileStart;
import io.streamgauge.wire.profile.Refusal;
import java.nio.ByteBuffer;

/** Requests and refusals in the terms of the wire, and back. */
final class WireTerms {

    private static final int NANOS_PER_MICRO = 1_000;

    private WireTerms() {}

    /** The frame that asks for it; duration and interval are within bounds. */
    static ByteBuffer start(Taking taking, int maxBytes) {
        return start(taking.requestId(), taking.request(), maxBytes, false);
    }

    /** The frame that asks for one recording after the other. */
    static ByteBuffer continuous(int requestId, ProfileRequest request, int maxBytes) {
        return start(requestId, request, maxBytes, true);
    }

    private static ByteBuffer start(int requestId, ProfileRequest request, int maxBytes, boolean continuous) {
        return ProfileFrames.start(new ProfileStart(
                requestId,
                mode(request.mode()),
                (int) request.duration().toMillis(),
                (int) (request.interval().toNanos() / NANOS_PER_MICRO),
                maxBytes,
                request.askedBy(),
                continuous));
    }

    private static ProfileMode mode(io.streamgauge.agent.profile.ProfileMode mode) {
        return switch (mode) {
            case CPU -> ProfileMode.CPU;
            case WALL -> ProfileMode.WALL;
            case ALLOC -> ProfileMode.ALLOC;
            case LOCK -> ProfileMode.LOCK;
            case NATIVE_MEMORY -> ProfileMode.NATIVE_MEMORY;
        };
    }

    static Reason reason(Refusal refusal) {
        return switch (refusal) {
            case BUSY -> Reason.BUSY;
            case UNSUPPORTED -> Reason.UNSUPPORTED;
            case FOREIGN_PROFILER -> Reason.FOREIGN_PROFILER;
            case CIRCUIT_OPEN -> Reason.CIRCUIT_OPEN;
            case FAILED -> Reason.FAILED;
            case TOO_LARGE -> Reason.TOO_LARGE;
            case LIMIT -> Reason.LIMIT;
        };
    }
}
