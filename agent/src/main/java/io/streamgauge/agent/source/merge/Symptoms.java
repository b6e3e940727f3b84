package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.source.flinkrest.answer.RestJob;
import io.streamgauge.agent.source.merge.reading.JobMetric;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.reporter.Received;
import io.streamgauge.wire.EventRecord;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one tick tells of failures and restarts of a job, whatever tells it.
 *
 * @param failures attempts that failed, and why
 * @param told whether anything told of failures, or that there are none
 * @param attempts Flink's count of restarts less that of rescales
 * @param status as an event told it
 * @param ranAllAt when all tasks ran, as an event told it
 * @param runsAll whether all tasks run now
 */
record Symptoms(
        Map<Instant, String> failures,
        boolean told,
        @Nullable Long attempts,
        @Nullable String status,
        @Nullable Instant ranAllAt,
        @Nullable Boolean runsAll) {

    static final String NO_CAUSE = "failed";

    Symptoms {
        failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    }

    static Symptoms of(JobMerge.Now now) {
        Map<Instant, String> failures = new TreeMap<>();
        String status = null;
        Instant ranAllAt = null;
        for (Received<EventRecord> event : now.news().events()) {
            EventRecord record = event.record();
            if (record.name().equals("JobFailureEvent")) {
                failures.put(Words.at(event), NO_CAUSE);
            } else if (record.name().equals("JobStatusChangeEvent")) {
                String told = Words.text(record.attributes(), "newJobStatus");
                status = told == null ? status : told;
            } else if (record.name().equals("AllSubtasksStatusChangeEvent")
                    && "ALL_RUNNING_OR_FINISHED".equals(Words.text(record.attributes(), "status"))) {
                ranAllAt = Words.at(event);
            }
        }
        RestJob rest = now.rest();
        List<RestJob.Failure> listed = rest == null ? null : rest.failures().value();
        if (listed != null) {
            for (RestJob.Failure failure : listed) {
                String message = failure.message();
                failures.put(failure.at(), message == null ? NO_CAUSE : message);
            }
        }
        boolean told = listed != null || !failures.isEmpty();
        return new Symptoms(failures, told, attempts(now.reported()), status, ranAllAt, runsAll(now));
    }

    private static @Nullable Long attempts(Readings.@Nullable Job reported) {
        Long count = reported == null ? null : reported.values().get(JobMetric.RESTARTS);
        if (reported == null || count == null) {
            return null;
        }
        Long rescales = reported.values().get(JobMetric.RESCALES);
        return Math.max(0, count - (rescales == null ? 0 : rescales));
    }

    /** Null where nothing tells. */
    private static @Nullable Boolean runsAll(JobMerge.Now now) {
        RestJob rest = now.rest();
        if (rest != null) {
            Integer running = rest.overview().tasksRunning();
            Integer total = rest.overview().tasksTotal();
            return (running == null || total == null) ? null : (Boolean) (total > 0 && running.equals(total));
        }
        Readings.Job reported = now.reported();
        Long millis = reported == null ? null : reported.values().get(JobMetric.ALL_RUNNING_TIME);
        return millis == null ? null : (Boolean) (millis > 0);
    }
}
