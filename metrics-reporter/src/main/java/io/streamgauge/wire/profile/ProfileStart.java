package io.streamgauge.wire.profile;

import org.jspecify.annotations.Nullable;

/** An agent asks for a profile. Nothing of it reaches the profiler as text. Immutable. */
public final class ProfileStart {

    private final int requestId;
    private final @Nullable ProfileMode mode;
    private final int durationMillis;
    private final int intervalMicros;
    private final int maxBytes;
    private final String askedBy;
    private final boolean continuous;

    /**
     * @param requestId the agent's; every answer names it
     * @param mode null if this version does not know it
     * @param intervalMicros between two samples of a thread, for {@link ProfileMode#CPU} and {@link ProfileMode#WALL}
     * @param maxBytes the longest recording that the agent takes
     * @param askedBy told to others who ask meanwhile
     * @param continuous one recording of that duration after the other, until told to stop, but while somebody asks for one of his own
     */
    public ProfileStart(
            int requestId,
            @Nullable ProfileMode mode,
            int durationMillis,
            int intervalMicros,
            int maxBytes,
            String askedBy,
            boolean continuous) {
        this.requestId = requestId;
        this.mode = mode;
        this.durationMillis = durationMillis;
        this.intervalMicros = intervalMicros;
        this.maxBytes = maxBytes;
        this.askedBy = askedBy;
        this.continuous = continuous;
    }

    public int requestId() {
        return requestId;
    }

    public @Nullable ProfileMode mode() {
        return mode;
    }

    public int durationMillis() {
        return durationMillis;
    }

    public int intervalMicros() {
        return intervalMicros;
    }

    public int maxBytes() {
        return maxBytes;
    }

    public String askedBy() {
        return askedBy;
    }

    public boolean continuous() {
        return continuous;
    }

    @Override
    public String toString() {
        return "ProfileStart[request=" + requestId + ", mode=" + mode + ", duration=" + durationMillis
                + " ms, interval=" + intervalMicros + " us, most=" + maxBytes + " bytes, askedBy=" + askedBy
                + (continuous ? ", continuous]" : "]");
    }
}
