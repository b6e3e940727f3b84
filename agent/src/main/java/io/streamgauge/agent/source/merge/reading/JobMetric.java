package io.streamgauge.agent.source.merge.reading;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a JobManager reports of a job. Each of the times is how long it has been in that status; 0 when it is not. */
public enum JobMetric {
    RESTARTS,
    /** Only 2.x has it; they count as restarts too. */
    RESCALES,
    RUNNING_TIME,
    RESTARTING_TIME,
    FAILING_TIME,
    CANCELLING_TIME,
    CREATED_TIME,
    INITIALIZING_TIME,
    ALL_RUNNING_TIME;

    private static final Map<String, JobMetric> BY_NAME = Map.of(
            "numRestarts", RESTARTS,
            "numRescales", RESCALES,
            "runningTime", RUNNING_TIME,
            "restartingTime", RESTARTING_TIME,
            "failingTime", FAILING_TIME,
            "cancellingTime", CANCELLING_TIME,
            "createdTime", CREATED_TIME,
            "initializingTime", INITIALIZING_TIME,
            "allSubTasksRunningOrFinishedTime", ALL_RUNNING_TIME);

    /** Null for all others. */
    public static @Nullable JobMetric named(String metricName) {
        return BY_NAME.get(metricName);
    }

    /** The job's status by its times; null where none is positive. */
    public static @Nullable String status(Reading<JobMetric> job) {
        Map<JobMetric, String> words = Map.of(
                RUNNING_TIME, "RUNNING",
                RESTARTING_TIME, "RESTARTING",
                FAILING_TIME, "FAILING",
                CANCELLING_TIME, "CANCELLING",
                CREATED_TIME, "CREATED",
                INITIALIZING_TIME, "INITIALIZING");
        String found = null;
        for (Map.Entry<JobMetric, String> entry : words.entrySet()) {
            Long millis = job.get(entry.getKey());
            if (millis != null && millis > 0) {
                if (found != null) {
                    return null;
                }
                found = entry.getValue();
            }
        }
        return found;
    }
}
