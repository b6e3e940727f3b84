package io.streamgauge.wire.profile;

import java.nio.ByteBuffer;

/** What an agent hears of the profiles it asked for: begun, chunks and an end; or, at any point, a refusal instead. */
public interface ProfileListener {

    void profileBegun(ProfileBegun begun);

    /**
     * A part of the recording.
     *
     * @param offset of its first byte in the recording
     * @param bytes of the frame that is decoded: copy what is kept
     */
    void profileChunk(int requestId, long offset, ByteBuffer bytes);

    /**
     * The recording is whole.
     *
     * @param totalBytes its length
     */
    void profileEnd(int requestId, long endEpochMillis, long totalBytes);

    void profileRefused(ProfileRefused refused);
}
