package io.streamgauge.wire;

import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileListener;
import io.streamgauge.wire.profile.ProfileMode;
import io.streamgauge.wire.profile.ProfileRefused;
import io.streamgauge.wire.profile.ProfileStart;
import io.streamgauge.wire.profile.Refusal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Bytes of the frames about profiles. */
public final class ProfileFrames {

    /** Longest part of a recording in one frame, in bytes. */
    public static final int MAX_CHUNK_BYTES = 32 << 10;

    private static final int MAX_NOT_SEEN = 16;

    private ProfileFrames() {}

    public static ByteBuffer start(ProfileStart start) {
        FrameWriter writer = new FrameWriter();
        writer.begin(FrameType.PROFILE_START);
        writer.putVarint(start.requestId());
        ProfileMode mode = start.mode();
        // Only a decoder makes requests of no known mode.
        writer.putByte(mode == null ? 0xFF : mode.code());
        writer.putVarint(start.durationMillis());
        writer.putVarint(start.intervalMicros());
        writer.putVarint(start.maxBytes());
        writer.putString(start.askedBy());
        writer.putByte(start.continuous() ? 1 : 0);
        return writer.take();
    }

    public static ByteBuffer stop(int requestId) {
        FrameWriter writer = new FrameWriter();
        writer.begin(FrameType.PROFILE_STOP);
        writer.putVarint(requestId);
        return writer.take();
    }

    public static ByteBuffer begun(ProfileBegun begun) {
        FrameWriter writer = new FrameWriter();
        writer.begin(FrameType.PROFILE_BEGUN);
        writer.putVarint(begun.requestId());
        writer.putVarint(begun.startEpochMillis());
        writer.putString(begun.engine());
        int count = Math.min(begun.notSeen().size(), MAX_NOT_SEEN);
        writer.putVarint(count);
        begun.notSeen().subList(0, count).forEach(writer::putString);
        return writer.take();
    }

    /**
     * A part of a recording.
     *
     * @param bytes at most {@link #MAX_CHUNK_BYTES}; read to its end
     */
    public static ByteBuffer chunk(int requestId, long offset, ByteBuffer bytes) {
        FrameWriter writer = new FrameWriter();
        writer.begin(FrameType.PROFILE_CHUNK);
        writer.putVarint(requestId);
        writer.putVarint(offset);
        writer.putBytes(bytes);
        return writer.take();
    }

    public static ByteBuffer end(int requestId, long endEpochMillis, long totalBytes) {
        FrameWriter writer = new FrameWriter();
        writer.begin(FrameType.PROFILE_END);
        writer.putVarint(requestId);
        writer.putVarint(endEpochMillis);
        writer.putVarint(totalBytes);
        return writer.take();
    }

    public static ByteBuffer refused(ProfileRefused refused) {
        FrameWriter writer = new FrameWriter();
        writer.begin(FrameType.PROFILE_REFUSED);
        writer.putVarint(refused.requestId());
        writer.putByte(refused.reason().code());
        writer.putString(refused.message());
        writer.putString(refused.heldBy());
        writer.putVarint(refused.untilEpochMillis());
        return writer.take();
    }

    static ProfileStart readStart(FrameReader in) throws MalformedFrameException {
        return new ProfileStart(
                in.readId("request id"),
                ProfileMode.ofCode(in.readByte()),
                in.readId("duration"),
                in.readId("interval"),
                in.readId("most bytes"),
                in.readString(),
                // Agents of earlier releases end here.
                in.hasMore() && in.readByte() == 1);
    }

    static ProfileBegun readBegun(FrameReader in) throws MalformedFrameException {
        int requestId = in.readId("request id");
        long start = in.readVarint();
        String engine = in.readString();
        int count = in.readCount("not seen", MAX_NOT_SEEN, 1);
        List<String> notSeen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            notSeen.add(in.readString());
        }
        return new ProfileBegun(requestId, start, engine, notSeen);
    }

    static void readChunk(FrameReader in, ProfileListener listener) throws MalformedFrameException {
        int requestId = in.readId("request id");
        long offset = readSize(in, "offset");
        ByteBuffer bytes = in.readRest();
        if (bytes.remaining() > MAX_CHUNK_BYTES) {
            throw in.malformed("chunk of " + bytes.remaining() + " bytes; expected at most " + MAX_CHUNK_BYTES);
        }
        listener.profileChunk(requestId, offset, bytes);
    }

    static void readEnd(FrameReader in, ProfileListener listener) throws MalformedFrameException {
        listener.profileEnd(in.readId("request id"), in.readVarint(), readSize(in, "length"));
    }

    static ProfileRefused readRefused(FrameReader in) throws MalformedFrameException {
        return new ProfileRefused(
                in.readId("request id"),
                Refusal.ofCode(in.readByte()),
                in.readString(),
                in.readString(),
                in.readVarint());
    }

    private static long readSize(FrameReader in, String what) throws MalformedFrameException {
        long value = in.readVarint();
        if (value < 0) {
            throw in.malformed(what + " " + Long.toUnsignedString(value) + "; expected at most " + Long.MAX_VALUE);
        }
        return value;
    }
}
