package io.streamgauge.wire.profile;

import java.util.List;

/** The process records. Immutable. */
public final class ProfileBegun {

    private final int requestId;
    private final long startEpochMillis;
    private final String engine;
    private final List<String> notSeen;

    /**
     * @param engine what samples: {@code perf_events}, {@code ctimer}, {@code itimer}, {@code wall}, ...
     * @param notSeen what it cannot see, each in plain words
     */
    public ProfileBegun(int requestId, long startEpochMillis, String engine, List<String> notSeen) {
        this.requestId = requestId;
        this.startEpochMillis = startEpochMillis;
        this.engine = engine;
        this.notSeen = List.copyOf(notSeen);
    }

    public int requestId() {
        return requestId;
    }

    /** By the process' clock. */
    public long startEpochMillis() {
        return startEpochMillis;
    }

    public String engine() {
        return engine;
    }

    public List<String> notSeen() {
        return notSeen;
    }

    @Override
    public String toString() {
        return "ProfileBegun[request=" + requestId + ", start=" + startEpochMillis + ", engine=" + engine + ", notSeen="
                + notSeen + "]";
    }
}
