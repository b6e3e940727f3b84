package io.streamgauge.samplejob;

import io.streamgauge.samplejob.conversation.ConversationFunction;
import io.streamgauge.samplejob.conversation.ConversationSettings;
import io.streamgauge.samplejob.leak.LeakPlan;
import io.streamgauge.samplejob.options.Arguments;
import io.streamgauge.samplejob.options.Flag;
import io.streamgauge.samplejob.traffic.TrafficSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** All that a command line says about the job. Only valid if the arguments have no problems afterwards. */
final class JobSettings {

    private static final int MAX_PARALLELISM = 128;

    private final String jobName;
    private final Optional<Integer> parallelism;
    private final boolean throttled;
    private final boolean paced;
    private final Duration window;
    private final Optional<String> checkpointDirectory;
    private final Optional<Duration> checkpointInterval;
    private final TrafficSettings traffic;
    private final ConversationSettings conversations;
    private final LeakPlan leakPlan;
    private final Map<String, String> shown;

    JobSettings(Arguments arguments, Instant now) {
        long startMillis = arguments.instant(Flag.START, now).toEpochMilli() - arguments.millisIfSet(Flag.BACKLOG);
        jobName = arguments.text(Flag.JOB_NAME).orElse("");
        parallelism =
                arguments.text(Flag.PARALLELISM).map(given -> arguments.count(Flag.PARALLELISM, 1, MAX_PARALLELISM));
        String throttle = arguments.choice(Flag.THROTTLE, "on", "off", "clock");
        throttled = throttle.equals("on");
        paced = throttle.equals("clock");
        window = Duration.ofMillis(arguments.millis(Flag.WINDOW));
        checkpointDirectory = arguments.text(Flag.CHECKPOINT_DIR);
        checkpointInterval = arguments
                .text(Flag.CHECKPOINT_INTERVAL)
                .map(given -> Duration.ofMillis(arguments.millis(Flag.CHECKPOINT_INTERVAL)));
        traffic = new TrafficSettings(arguments, startMillis);
        conversations = new ConversationSettings(arguments);
        if (throttled && (!traffic.isSteady() || arguments.text(Flag.BACKLOG).isPresent())) {
            arguments.problem(
                    Flag.THROTTLE,
                    "found on, which lets events through at one rate, so neither --load nor --backlog would come about;"
                            + " set it to clock");
        }
        leakPlan = new LeakPlan(arguments, startMillis, ConversationFunction.leakableStates());
        shown = arguments.all();
        shown.put(
                Flag.START.option().substring(2),
                Instant.ofEpochMilli(startMillis).toString());
    }

    String jobName() {
        return jobName;
    }

    Optional<Integer> parallelism() {
        return parallelism;
    }

    boolean throttled() {
        return throttled;
    }

    /** Whether each event comes when it is due by the clock. */
    boolean paced() {
        return paced;
    }

    Duration window() {
        return window;
    }

    Optional<String> checkpointDirectory() {
        return checkpointDirectory;
    }

    Optional<Duration> checkpointInterval() {
        return checkpointInterval;
    }

    TrafficSettings traffic() {
        return traffic;
    }

    ConversationSettings conversations() {
        return conversations;
    }

    LeakPlan leakPlan() {
        return leakPlan;
    }

    /** What Flink's REST API and page show as the job's parameters; the start is told as an instant. */
    Map<String, String> shown() {
        return Map.copyOf(shown);
    }
}
