package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.fact.ClusterFacts;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.ProcessFacts;
import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.source.flinkrest.answer.RestCluster;
import io.streamgauge.agent.source.flinkrest.answer.RestJob;
import io.streamgauge.agent.source.flinkrest.answer.RestPoll;
import io.streamgauge.agent.source.merge.reading.ReadingPlan;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.merge.rocksdb.FrozenGauges;
import io.streamgauge.agent.source.merge.rocksdb.SharedCaches;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns what all sources told by a tick into facts. Remembers what differences between ticks and true counters need;
 * {@link #save} and {@link #restore} carry the counters over a restart of the agent. For one thread.
 */
public final class FactMerge {

    static final int MOST_JOBS = 1_000;

    private static final String REPORTER = "reporter";

    private static final RestPoll NO_REST = RestPoll.none(new SourceFacts("flinkrest", null, "not configured", 0));

    private final Map<String, ReadingPlan> plans = new HashMap<>();
    private final TaskShares shares = new TaskShares();
    private final VertexMerge vertices = new VertexMerge(shares);
    private final OperatorMerge operators = new OperatorMerge();
    private final FrozenGauges frozen = new FrozenGauges();
    private final SharedCaches caches = new SharedCaches();
    private final ProcessMerge processes = new ProcessMerge();
    private final Map<String, JobMerge> jobs = new HashMap<>();
    private @Nullable Instant lastReport;

    public Facts merge(MergeInput input) {
        Readings readings = Readings.of(input.processes(), plans);
        List<Readings.Family> families = frozen.withdraw(readings.families());
        List<Readings.Operator> running =
                readings.operators().stream().map(frozen::withdraw).toList();
        operators.begin(running, families, input.at());
        Map<String, List<Readings.Task>> tasks = new HashMap<>();
        Set<String> runs = new HashSet<>();
        readings.tasks().values().forEach(task -> {
            runs.add(task.run());
            tasks.computeIfAbsent(task.key().jobId(), job -> new ArrayList<>()).add(task);
        });
        RestPoll rest = input.rest();
        List<JobFacts> jobFacts = jobs(input, rest == null ? NO_REST : rest, readings, tasks);
        shares.keep(runs);
        frozen.keep(runs);
        Map<String, Long> rocksDbBytes = rocksDbBytes(families);
        caches.keep(runs);
        List<SourceFacts> sources = rest == null ? List.of(reporter(input)) : List.of(rest.health(), reporter(input));
        List<ProcessFacts> present = processes.processes(input, readings, rocksDbBytes);
        return new Facts(input.at(), jobFacts, present, sources, cluster(rest == null ? NO_REST : rest));
    }

    private List<JobFacts> jobs(
            MergeInput input, RestPoll rest, Readings readings, Map<String, List<Readings.Task>> tasks) {
        Map<String, JobNews> news = JobNews.of(input, rest.ended(), readings);
        List<RestJob> told = rest.jobs().value();
        Map<String, RestJob> listed = new HashMap<>();
        Map<String, JobRef> known = new TreeMap<>();
        for (Readings.Task task : readings.tasks().values()) {
            String id = task.key().jobId();
            known.putIfAbsent(id, new JobRef(id, task.attempt().jobName()));
        }
        readings.jobs().values().forEach(job -> known.put(job.id(), new JobRef(job.id(), job.name())));
        if (told != null) {
            for (RestJob job : told) {
                listed.put(job.overview().job().id(), job);
                known.put(job.overview().job().id(), job.overview().job());
            }
        }
        rest.vanished().forEach(job -> known.putIfAbsent(job.id(), job));
        List<JobFacts> facts = new ArrayList<>();
        known.forEach((id, ref) -> {
            JobMerge.Now now = new JobMerge.Now(
                    input.at(),
                    ref,
                    listed.get(id),
                    rest.jobs().at(),
                    readings.jobs().get(id),
                    news.getOrDefault(id, JobNews.none()));
            JobFacts one = job(now, told != null, tasks.getOrDefault(id, List.of()));
            if (one != null) {
                facts.add(one);
            }
        });
        forgetOldest();
        return facts;
    }

    /** Null for a job that ended before. */
    private @Nullable JobFacts job(JobMerge.Now now, boolean listRead, List<Readings.Task> tasks) {
        JobMerge job = jobs.get(now.job().id());
        boolean gone = listRead && now.rest() == null && (job == null ? now.reported() == null : job.wasListed());
        if (gone) {
            // TaskManagers go on reporting a job whose JobManager was lost, until they notice.
            if (job == null || job.hasEnded()) {
                return null;
            }
            job.vanish(now);
            return job.lastFacts(now.job());
        }
        if (job == null) {
            job = JobMerge.seenFirst(now);
            jobs.put(now.job().id(), job);
        }
        job.update(now);
        return job.facts(now, vertices, tasks, operators, frozen);
    }

    private void forgetOldest() {
        while (jobs.size() > MOST_JOBS) {
            jobs.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().lastSeen()))
                    .ifPresent(oldest -> jobs.remove(oldest.getKey()));
        }
    }

    private Map<String, Long> rocksDbBytes(List<Readings.Family> families) {
        Map<String, List<Readings.Family>> byProcess = new HashMap<>();
        families.forEach(family -> byProcess
                .computeIfAbsent(family.task().processId(), process -> new ArrayList<>())
                .add(family));
        Map<String, Long> bytes = new HashMap<>();
        byProcess.forEach((process, own) -> {
            Long sum = caches.bytes(own);
            if (sum != null) {
                bytes.put(process, sum);
            }
        });
        return bytes;
    }

    private SourceFacts reporter(MergeInput input) {
        for (ProcessSnapshot snapshot : input.processes()) {
            Instant received = Instant.ofEpochMilli(snapshot.receivedEpochMillis());
            lastReport = lastReport == null || received.isAfter(lastReport) ? received : lastReport;
        }
        return new SourceFacts(
                REPORTER,
                lastReport,
                input.connected().isEmpty() ? "no reporter is connected" : null,
                input.reporterErrors());
    }

    private ClusterFacts cluster(RestPoll rest) {
        RestCluster told = rest.cluster().value();
        return new ClusterFacts(
                told == null ? null : told.flinkVersion(),
                told == null ? null : told.taskManagers(),
                told == null ? null : told.slotsTotal(),
                told == null ? null : told.slotsFree(),
                processes.lost());
    }

    /** The counters and what they need to go on, to be kept beside the history. */
    public byte[] save() {
        return MergeMemory.write(processes.lost(), jobs);
    }

    /**
     * Goes on from what another merge saved. To be called before the first tick.
     *
     * @throws IllegalArgumentException saying what is wrong with it; nothing is taken over then
     */
    public void restore(byte[] memory) {
        MergeMemory restored = MergeMemory.read(memory);
        processes.restoreLost(restored.lost());
        jobs.clear();
        jobs.putAll(restored.jobs());
    }
}
