package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.fact.CheckpointRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which checkpoints were told already, so that each is told once: also when a JobManager comes back with the same job.
 * The trigger time is part of what tells them apart: a job that is deployed with a fixed id and no high availability
 * begins again at checkpoint 1. Bounded in jobs, the longest untouched go first, and in checkpoints per job.
 */
final class DeliveredCheckpoints {

    private static final int MOST_JOBS = 1_000;
    private static final int MOST_CHECKPOINTS = 4_096;

    private record Told(Instant triggeredAt, long id) {}

    /** Of one job. Whatever was triggered up to {@code floor} was told, or is so old that Flink forgot it long ago. */
    private static final class OfJob {
        private final TreeSet<Told> told =
                new TreeSet<>(Comparator.comparing(Told::triggeredAt).thenComparing(Told::id));
        private Instant floor = Instant.MIN;
    }

    // In order of last use.
    private final Map<String, OfJob> jobs = new LinkedHashMap<>(16, 0.75f, true);

    /** Whether this is the first time; it counts as told from then on. */
    boolean first(String jobId, CheckpointRecord checkpoint) {
        OfJob job = jobs.computeIfAbsent(jobId, id -> new OfJob());
        boolean old = !checkpoint.triggeredAt().isAfter(job.floor);
        if (old || !job.told.add(new Told(checkpoint.triggeredAt(), checkpoint.id()))) {
            return false;
        }
        while (job.told.size() > MOST_CHECKPOINTS) {
            job.floor = job.told.first().triggeredAt();
            job.told.pollFirst();
        }
        Iterator<String> longestUntouched = jobs.keySet().iterator();
        while (jobs.size() > MOST_JOBS) {
            longestUntouched.next();
            longestUntouched.remove();
        }
        return true;
    }
}
