package io.streamgauge.agent.source.profile;

import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileRefusedException;
import io.streamgauge.agent.profile.ProfileRefusedException.Reason;
import io.streamgauge.agent.profile.ProfileRequest;
import io.streamgauge.agent.profile.Recording;
import io.streamgauge.wire.profile.ProfileBegun;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A recording on its way. Thread-safe. */
final class Taking {

    private final int requestId;
    private final ProcessRef process;
    private final ProfileRequest request;
    private final Instant until;
    private final boolean continuous;
    private final CompletableFuture<Recording> result = new CompletableFuture<>();

    // Guarded by this.
    private final List<byte[]> parts = new ArrayList<>();
    private long size;
    private @Nullable ProfileBegun begun;

    /** @param until when the process stops recording, about */
    Taking(int requestId, ProcessRef process, ProfileRequest request, Instant until) {
        this(requestId, process, request, until, false);
    }

    /** One of those that follow one another. */
    static Taking continuous(int requestId, ProcessRef process, ProfileRequest request) {
        return new Taking(requestId, process, request, Instant.MAX, true);
    }

    private Taking(int requestId, ProcessRef process, ProfileRequest request, Instant until, boolean continuous) {
        this.requestId = requestId;
        this.process = process;
        this.request = request;
        this.until = until;
        this.continuous = continuous;
    }

    int requestId() {
        return requestId;
    }

    ProfileRequest request() {
        return request;
    }

    Instant until() {
        return until;
    }

    CompletableFuture<Recording> result() {
        return result;
    }

    synchronized void begin(ProfileBegun told) {
        begun = told;
    }

    /** Takes in the next part; refuses what is out of order, or too much. */
    synchronized void append(long offset, ByteBuffer bytes, int maxBytes) throws ProfileRefusedException {
        if (begun == null || offset != size) {
            throw new ProfileRefusedException(
                    Reason.FAILED, "the process sent byte " + offset + " of its recording; expected byte " + size);
        }
        if (size + bytes.remaining() > maxBytes) {
            throw new ProfileRefusedException(
                    Reason.TOO_LARGE,
                    "more than " + maxBytes + " bytes were recorded; ask for a shorter time or a longer interval");
        }
        byte[] part = new byte[bytes.remaining()];
        bytes.get(part);
        parts.add(part);
        size += part.length;
    }

    /** The whole. */
    synchronized Recording end(long endEpochMillis, long totalBytes) throws ProfileRefusedException {
        ProfileBegun from = begun;
        if (from == null || totalBytes != size) {
            throw new ProfileRefusedException(
                    Reason.FAILED, "the process sent " + size + " bytes of its recording; expected " + totalBytes);
        }
        byte[] jfr = new byte[(int) size];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, jfr, at, part.length);
            at += part.length;
        }
        return new Recording(
                process,
                request.mode(),
                Instant.ofEpochMilli(from.startEpochMillis()),
                Instant.ofEpochMilli(Math.max(from.startEpochMillis(), endEpochMillis)),
                Told.word(from.engine()),
                from.notSeen().stream().map(Told::text).toList(),
                continuous,
                jfr);
    }
}
