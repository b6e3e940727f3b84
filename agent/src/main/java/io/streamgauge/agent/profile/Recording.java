package io.streamgauge.agent.profile;

import java.time.Instant;
import java.util.List;

/** What a process recorded: a JFR file made by async-profiler, and what there is to say about it. Not copied: nobody writes to the bytes. */
public final class Recording {
    private final ProcessRef process;
    private final ProfileMode mode;
    private final Instant from;
    private final Instant to;
    private final String engine;
    private final List<String> notSeen;
    private final boolean continuous;
    private final byte[] jfr;

    /**
     * @param from when recording started, by the process' clock
     * @param to when it ended
     * @param engine how samples were taken: {@code perf_events}, {@code ctimer}, {@code itimer}, {@code wall}, {@code alloc}, ...
     * @param notSeen what this engine cannot see, each in plain words
     * @param continuous whether this is a chunk of continuous profiling; else somebody asked for it
     * @param jfr the file's bytes, handed over
     */
    public Recording(
            ProcessRef process,
            ProfileMode mode,
            Instant from,
            Instant to,
            String engine,
            List<String> notSeen,
            boolean continuous,
            byte[] jfr) {
        this.process = process;
        this.mode = mode;
        this.from = from;
        this.to = to;
        this.engine = engine;
        this.notSeen = List.copyOf(notSeen);
        this.continuous = continuous;
        this.jfr = jfr;
    }

    public ProcessRef process() {
        return process;
    }

    public ProfileMode mode() {
        return mode;
    }

    public Instant from() {
        return from;
    }

    public Instant to() {
        return to;
    }

    public String engine() {
        return engine;
    }

    public List<String> notSeen() {
        return notSeen;
    }

    public boolean continuous() {
        return continuous;
    }

    public byte[] jfr() {
        return jfr;
    }
}
