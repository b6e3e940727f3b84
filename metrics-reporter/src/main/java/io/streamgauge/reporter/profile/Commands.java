package io.streamgauge.reporter.profile;

import io.streamgauge.wire.profile.ProfileMode;
import java.nio.file.Path;
import java.util.List;

/**
 * Commands for async-profiler. Made of words written here, whole numbers that were checked, and the path of a file that this process
 * named; nothing that came from outside.
 */
final class Commands {

    /** Ends a recording. */
    static final String STOP = "stop";

    /** Tells what the profiler counts of itself, as Prometheus text. */
    static final String METRICS = "metrics";

    /** Past the end of a recording, in seconds, after which the profiler stops by itself, should nobody tell it to. */
    private static final int DEAD_MAN_SECONDS = 5;

    /**
     * In force for every recording: no text on the process' output, memory for stacks, and samples a second, far above what is normal,
     * so that no storm of events takes the process down.
     */
    private static final String BOUNDS =
            ",loglevel=none,memlimit=64m,ratelimit=cpu:20000;wall:20000;alloc:10000;lock:10000";

    private Commands() {}

    /** One for each event that may stand in for the mode, the best first. */
    static List<String> start(ProfileMode mode, int intervalMicros, int durationMillis, Path file) {
        String interval = ",interval=" + intervalMicros + "us";
        String rest = ",file=" + file + ",timeout=" + (durationMillis / 1000 + 1 + DEAD_MAN_SECONDS) + BOUNDS;
        switch (mode) {
            case CPU:
                return List.of(
                        "start,jfr,event=cpu" + interval + rest,
                        "start,jfr,event=ctimer" + interval + rest,
                        "start,jfr,event=itimer" + interval + rest);
            case WALL:
                return List.of("start,jfr,event=wall" + interval + rest);
            case ALLOC:
                return List.of("start,jfr,event=alloc,alloc=512k" + rest);
            case LOCK:
                return List.of("start,jfr,event=lock,lock=100us" + rest);
            default:
                return List.of("start,jfr,event=nativemem,nativemem=64k" + rest);
        }
    }
}
