package io.streamgauge.agent;

import io.streamgauge.agent.cohort.CohortSettings;
import io.streamgauge.agent.cohort.JobCohorts;
import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.RestoreRecord;
import io.streamgauge.agent.history.History;
import io.streamgauge.agent.observation.Observation;
import io.streamgauge.agent.observation.ObservationFeed;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is remembered of the states of all jobs, kept in the history. A job that was restored from a checkpoint of another takes
 * over what was remembered of that: Flink gives each submission a new id. For the loop's thread.
 */
final class Cohorts {

    private static final Logger LOG = LoggerFactory.getLogger(Cohorts.class);
    private static final String PREFIX = "cohort/";
    /** Jobs whose memory is kept, those that are gone included. */
    private static final int MOST_JOBS = 200;

    private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

    private final CohortSettings settings;
    private final History history;
    private final Consumer<Observation> recording;
    private final ObservationFeed feed = new ObservationFeed();
    private final Map<String, JobCohorts> jobs = new HashMap<>();
    private final Map<String, JobEvidence> evidence = new HashMap<>();
    /** Of jobs that the store does not have as they are. */
    private final Set<String> unstored = new HashSet<>();

    /** @param recording told of each observation, in order */
    Cohorts(CohortSettings settings, History history, Consumer<Observation> recording) {
        this.settings = settings;
        this.history = history;
        this.recording = recording;
        Map<String, Map<String, byte[]>> byJob = new HashMap<>();
        history.loadChunks(PREFIX).forEach((name, chunk) -> {
            int slash = name.indexOf('/', PREFIX.length());
            if (slash > 0) {
                byJob.computeIfAbsent(name.substring(PREFIX.length(), slash), any -> new HashMap<>())
                        .put(name.substring(slash + 1), chunk);
            }
        });
        byJob.forEach((job, chunks) -> {
            JobCohorts.Restored restored = JobCohorts.restore(settings, chunks);
            if (restored.corrupt() > 0) {
                LOG.atWarn()
                        .addKeyValue("job", job)
                        .addKeyValue("chunks", restored.corrupt())
                        .log("What was remembered of states cannot be used, and starts anew");
            }
            take(job, restored.cohorts());
        });
    }

    /** What is known of each job that is there, with what these facts add to it. */
    Map<String, JobEvidence> update(Facts facts) {
        for (Observation observation : feed.take(facts)) {
            recording.accept(observation);
            String id = observation.job().id();
            JobCohorts cohorts = jobs.get(id);
            if (cohorts == null) {
                cohorts = before(facts, id);
                jobs.put(id, cohorts);
            }
            if (cohorts.observe(observation)) {
                take(id, cohorts);
                store(id, cohorts);
            }
        }
        forgetOldest(facts);
        Map<String, JobEvidence> present = new HashMap<>();
        facts.jobs().forEach(job -> {
            JobEvidence known = evidence.get(job.job().id());
            if (known != null) {
                present.put(job.job().id(), known);
            }
        });
        return present;
    }

    private void take(String job, JobCohorts cohorts) {
        JobEvidence known = cohorts.evidence();
        if (known != null) {
            jobs.put(job, cohorts);
            evidence.put(job, known);
        }
    }

    /** Of the job that this one goes on from; new where there is none. */
    private JobCohorts before(Facts facts, String id) {
        for (JobFacts job : facts.jobs()) {
            if (job.job().id().equals(id)) {
                String old = predecessor(job, facts);
                JobCohorts cohorts = old == null ? null : jobs.remove(old);
                if (old != null && cohorts != null) {
                    evidence.remove(old);
                    remove(old, cohorts);
                    cohorts.moved();
                    return cohorts;
                }
            }
        }
        return new JobCohorts(settings);
    }

    /** The job of whose checkpoints it was restored from one, or else the newest one gone of the same name. */
    private @Nullable String predecessor(JobFacts job, Facts facts) {
        RestoreRecord restored = job.checkpoints().restored();
        if (restored == null) {
            return null;
        }
        Set<String> present = new HashSet<>();
        for (JobFacts each : facts.jobs()) {
            // Flink tells of jobs for a while after their end.
            if (each.status() == null || !ENDED.contains(each.status())) {
                present.add(each.job().id());
            }
        }
        String path = restored.externalPath();
        String newest = null;
        for (Map.Entry<String, JobEvidence> known : evidence.entrySet()) {
            if (present.contains(known.getKey())) {
                continue;
            }
            if (path != null && isOf(path, known.getKey())) {
                return known.getKey();
            }
            if (known.getValue().job().name().equals(job.job().name())
                    && (newest == null || known.getValue().atMillis() > atMillis(newest))) {
                newest = known.getKey();
            }
        }
        return newest;
    }

    /** Checkpoints lie in a directory of the job; a savepoint has the first six digits of its id in its name. */
    private static boolean isOf(String path, String job) {
        return path.contains("/" + job + "/")
                || path.contains("/savepoint-" + job.substring(0, Math.min(6, job.length())) + "-");
    }

    private void store(String id, JobCohorts cohorts) {
        if (unstored.contains(id)) {
            cohorts.moved();
        }
        if (history.saveChunks(named(id, cohorts.changed()))) {
            unstored.remove(id);
        } else {
            unstored.add(id);
        }
    }

    private void remove(String id, JobCohorts cohorts) {
        cohorts.moved();
        Map<String, byte[]> nothing = new HashMap<>();
        cohorts.changed().keySet().forEach(name -> nothing.put(name, new byte[0]));
        history.saveChunks(named(id, nothing));
        unstored.remove(id);
    }

    private static Map<String, byte[]> named(String id, Map<String, byte[]> chunks) {
        Map<String, byte[]> named = new HashMap<>();
        chunks.forEach((name, chunk) -> named.put(PREFIX + id + '/' + name, chunk));
        return named;
    }

    private void forgetOldest(Facts facts) {
        Set<String> gone = new HashSet<>(jobs.keySet());
        facts.jobs().forEach(job -> gone.remove(job.job().id()));
        while (jobs.size() > MOST_JOBS && !gone.isEmpty()) {
            String oldest =
                    gone.stream().min(Comparator.comparingLong(this::atMillis)).orElseThrow();
            gone.remove(oldest);
            evidence.remove(oldest);
            JobCohorts cohorts = jobs.remove(oldest);
            if (cohorts != null) {
                remove(oldest, cohorts);
            }
        }
    }

    private long atMillis(String id) {
        JobEvidence known = evidence.get(id);
        return known == null ? Long.MIN_VALUE : known.atMillis();
    }
}
