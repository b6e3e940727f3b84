package io.streamgauge.agent.profile.jfr;

import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.model.Profile;

/**
 * A recording of async-profiler as a profile: time on a CPU or passed in nanoseconds, allocations in bytes, waiting for locks in
 * nanoseconds, native memory in bytes that were not freed again.
 */
public final class RecordingReader {

    /** What is read at all; an hour of all modes but native memory is less. */
    private static final int MOST_BYTES = 64 << 20;

    private RecordingReader() {}

    /**
     * Reads the samples of one mode.
     *
     * @throws JfrFormatException when the bytes are no recording, are cut off, or hold more than may be taken in
     */
    public static Profile read(byte[] jfr, ProfileMode mode) throws JfrFormatException {
        if (jfr.length > MOST_BYTES) {
            throw new JfrFormatException(jfr.length + " bytes, expected at most " + MOST_BYTES);
        }
        JfrCursor in = new JfrCursor(jfr);
        Samples samples = new Samples(mode);
        for (JfrChunk chunk : JfrChunk.all(in, jfr.length)) {
            SampleEvents events = new SampleEvents(mode, samples);
            chunk.events(in, events);
            events.chunkEnds(chunk);
        }
        return samples.profile();
    }
}
