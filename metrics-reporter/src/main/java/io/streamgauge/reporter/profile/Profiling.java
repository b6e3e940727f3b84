package io.streamgauge.reporter.profile;

import io.streamgauge.reporter.problem.Problems;
import io.streamgauge.wire.profile.ProfileMode;
import io.streamgauge.wire.profile.ProfileRefused;
import io.streamgauge.wire.profile.ProfileStart;
import io.streamgauge.wire.profile.Refusal;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;

/** Takes agents' requests for profiles, and sees that they ask for nothing unreasonable. Thread-safe; never waits. */
public final class Profiling {

    /** Whatever an agent asks for. */
    static final int MAX_DURATION_MILLIS = 300_000;

    /** So that rotation stays cheap. */
    static final int MIN_ROTATION_MILLIS = 1_000;

    static final int MIN_INTERVAL_MICROS = 1_000;
    static final int MAX_INTERVAL_MICROS = 1_000_000;
    static final int MAX_BYTES = 64 << 20;

    private final boolean allowed;
    private final Path directory;
    private final Guards guards;
    private final Recorder recorder;
    private final Problems problems;

    /**
     * @param allowed what the reporter's settings say
     * @param directory for recordings until they are sent, and for the library until it is loaded
     * @param ignoredCrashes names of crash reports that a person has seen
     */
    public Profiling(
            boolean allowed, Path directory, Set<String> ignoredCrashes, Recorder recorder, Problems problems) {
        this(allowed, directory, Guards.ofThisProcess(ignoredCrashes), recorder, problems);
    }

    Profiling(boolean allowed, Path directory, Guards guards, Recorder recorder, Problems problems) {
        this.allowed = allowed;
        this.directory = directory;
        this.guards = guards;
        this.recorder = recorder;
        this.problems = problems;
    }

    public void start(ProfileStart start, ReplyChannel channel) {
        try {
            ProfileMode mode = checked(start);
            Supplier<Session> sessions = () -> new Session(start, mode, directory, guards, channel, recorder, problems);
            if (start.continuous()) {
                recorder.beginContinuous(start, channel, sessions);
            } else {
                recorder.begin(sessions.get());
            }
        } catch (RefusedException e) {
            recorder.refused(channel, new ProfileRefused(start.requestId(), e.reason(), e.text()));
        }
    }

    private ProfileMode checked(ProfileStart start) throws RefusedException {
        if (!allowed) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED, "metrics.reporter.<name>.profiler is off in Flink's configuration");
        }
        ProfileMode mode = start.mode();
        if (mode == null) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED, "a mode that this reporter does not know: use one of the agent's release");
        }
        within(
                "duration in ms",
                start.durationMillis(),
                start.continuous() ? MIN_ROTATION_MILLIS : 1,
                MAX_DURATION_MILLIS);
        within("interval in us", start.intervalMicros(), MIN_INTERVAL_MICROS, MAX_INTERVAL_MICROS);
        return mode;
    }

    private static void within(String what, int value, int least, int most) throws RefusedException {
        if (value < least || value > most) {
            throw new RefusedException(
                    Refusal.LIMIT, what + ": found " + value + ", expected " + least + " to " + most);
        }
    }

    /** The agent does not want the recording of this request any more. */
    public void stop(int requestId, ReplyChannel channel) {
        recorder.stop(requestId, channel);
    }
}
