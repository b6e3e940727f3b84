package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.RestoreRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From when on a job's series count.
 *
 * @param cutMillis start of this execution, as far as known; what came before was another
 * @param settledMillis end of the warm-up
 */
record Start(long cutMillis, long settledMillis) {

    /** A job that was started long before it was first seen needs no warm-up. */
    static Start of(JobFacts job, List<JobEvent> events, long now, LeakSettings settings) {
        long warmUp = settings.warmUp().toMillis();
        @Nullable Instant seen = first(events, JobEvent.Kind.SEEN);
        @Nullable Instant started = job.startedAt();
        long cold = started != null ? started.toEpochMilli() : seen != null ? seen.toEpochMilli() : Long.MIN_VALUE;
        long cut = cold;
        @Nullable RestoreRecord restored = job.checkpoints().restored();
        if (restored != null) {
            cut = Math.max(cut, restored.at().toEpochMilli());
        }
        for (JobEvent event : events) {
            if (cuts(event, seen) && event.at().toEpochMilli() <= now) {
                cut = Math.max(cut, event.at().toEpochMilli());
            }
        }
        return new Start(cut, cut == Long.MIN_VALUE ? cut : cut + warmUp);
    }

    private static boolean cuts(JobEvent event, @Nullable Instant seen) {
        return switch (event.kind()) {
            case RESTORED, FAILED, RESCALED -> true;
                // A job that ran already when it was first seen did not start then.
            case RUNNING -> !event.at().equals(seen);
            case SEEN, ENDED -> false;
        };
    }

    private static @Nullable Instant first(List<JobEvent> events, JobEvent.Kind kind) {
        for (JobEvent event : events) {
            if (event.kind() == kind) {
                return event.at();
            }
        }
        return null;
    }
}
