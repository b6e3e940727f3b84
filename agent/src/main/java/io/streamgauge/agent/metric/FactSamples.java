package io.streamgauge.agent.metric;

import io.streamgauge.agent.fact.CheckpointFacts;
import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.ClusterFacts;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.ProcessFacts;
import io.streamgauge.agent.fact.SubtaskFacts;
import io.streamgauge.agent.fact.VertexFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns facts into samples of the catalog's metrics. What is not known has none. For one tick. */
public final class FactSamples {

    /** Flink's words; a word that is none of these gets a sample of its own. */
    private static final List<String> JOB_STATES = List.of(
            "INITIALIZING",
            "CREATED",
            "RUNNING",
            "RESTARTING",
            "FAILING",
            "FAILED",
            "CANCELLING",
            "CANCELED",
            "FINISHED",
            "SUSPENDED",
            "RECONCILING");

    private final SampleSettings settings;
    private final Samples samples = new Samples();

    private FactSamples(SampleSettings settings) {
        this.settings = settings;
    }

    public static List<Sample> of(Facts facts, SampleSettings settings) {
        FactSamples made = new FactSamples(settings);
        facts.jobs().forEach(job -> made.job(job, facts.at()));
        ContentSamples contents = new ContentSamples(made.samples);
        facts.jobs().forEach(job -> facts.content(job.job().id()).ifPresent(content -> contents.add(job, content)));
        facts.processes().forEach(made::process);
        made.cluster(facts.cluster());
        return made.samples.all();
    }

    private void job(JobFacts job, Instant now) {
        JobRef ref = job.job();
        String[] labels = {ref.id(), ref.name()};
        String status = job.status();
        if (status != null) {
            Stream.concat(JOB_STATES.stream(), Stream.of(status))
                    .distinct()
                    .forEach(state -> samples.add(
                            MetricCatalog.JOB_STATE, state.equals(status) ? 1 : 0, ref.id(), ref.name(), state));
        }
        samples.add(MetricCatalog.JOB_START, seconds(job.startedAt()), labels);
        samples.add(MetricCatalog.JOB_TASKS_RUNNING, job.tasksRunning(), labels);
        samples.add(MetricCatalog.JOB_TASKS, job.tasksTotal(), labels);
        samples.add(MetricCatalog.JOB_RESTART_ATTEMPTS, job.restarts().attempts(), labels);
        samples.add(MetricCatalog.JOB_FAILURES, job.restarts().failures(), labels);
        checkpoints(job.checkpoints(), now, labels);
        job.vertices().forEach(vertex -> vertex(ref, vertex));
        new StateSamples(samples, settings).add(job);
    }

    private void checkpoints(CheckpointFacts facts, Instant now, String... labels) {
        samples.add(MetricCatalog.CHECKPOINTS_COMPLETED, facts.completed(), labels);
        samples.add(MetricCatalog.CHECKPOINTS_FAILED, facts.failed(), labels);
        samples.add(MetricCatalog.CHECKPOINT_INTERVAL, seconds(facts.interval()), labels);
        samples.add(MetricCatalog.CHECKPOINT_TIMEOUT, seconds(facts.timeout()), labels);
        if (facts.restored() != null) {
            samples.add(
                    MetricCatalog.RESTORE_TIMESTAMP, seconds(facts.restored().at()), labels);
        }
        if (facts.runningSince() != null) {
            samples.add(MetricCatalog.CHECKPOINT_RUNNING_AGE, age(facts.runningSince(), now), labels);
        }
        CheckpointRecord last = facts.lastCompleted();
        if (last != null) {
            Instant completedAt = last.triggeredAt().plus(last.duration());
            samples.add(MetricCatalog.CHECKPOINT_LAST_COMPLETED, seconds(completedAt), labels);
            samples.add(MetricCatalog.CHECKPOINT_LAST_COMPLETED_AGE, age(completedAt, now), labels);
            samples.add(MetricCatalog.CHECKPOINT_DURATION, seconds(last.duration()), labels);
            samples.add(MetricCatalog.CHECKPOINT_FULL_BYTES, last.fullBytes(), labels);
            samples.add(MetricCatalog.CHECKPOINT_INCREMENTAL_BYTES, last.incrementalBytes(), labels);
            samples.add(MetricCatalog.CHECKPOINT_PROCESSED_IN_FLIGHT_BYTES, last.processedInFlightBytes(), labels);
            samples.add(MetricCatalog.CHECKPOINT_PERSISTED_IN_FLIGHT_BYTES, last.persistedInFlightBytes(), labels);
        }
    }

    private void vertex(JobRef job, VertexFacts vertex) {
        for (SubtaskFacts subtask : vertex.subtasks()) {
            String[] labels = {job.id(), job.name(), vertex.id(), vertex.name(), String.valueOf(subtask.index())};
            samples.add(MetricCatalog.SUBTASK_BUSY, subtask.busyRatio(), labels);
            samples.add(MetricCatalog.SUBTASK_IDLE, subtask.idleRatio(), labels);
            samples.add(MetricCatalog.SUBTASK_BACKPRESSURED, subtask.backpressuredRatio(), labels);
        }
        String[] labels = {job.id(), job.name(), vertex.id(), vertex.name()};
        List<Double> busy = ratios(vertex, SubtaskFacts::busyRatio);
        samples.add(MetricCatalog.VERTEX_BUSY, mean(busy), labels);
        samples.add(MetricCatalog.VERTEX_IDLE, mean(ratios(vertex, SubtaskFacts::idleRatio)), labels);
        samples.add(MetricCatalog.VERTEX_BACKPRESSURED, mean(ratios(vertex, SubtaskFacts::backpressuredRatio)), labels);
        samples.add(
                MetricCatalog.VERTEX_BUSIEST, busy.stream().max(Double::compare).orElse(null), labels);
    }

    /** Of all subtasks; none unless all are known. */
    private static List<Double> ratios(VertexFacts vertex, Function<SubtaskFacts, @Nullable Double> ratio) {
        List<Double> ratios = new ArrayList<>();
        for (SubtaskFacts subtask : vertex.subtasks()) {
            Double value = ratio.apply(subtask);
            if (value != null) {
                ratios.add(value);
            }
        }
        return ratios.size() < Math.max(1, vertex.parallelism()) ? List.of() : ratios;
    }

    private static @Nullable Double mean(List<Double> values) {
        return values.isEmpty()
                ? null
                : values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    private void process(ProcessFacts process) {
        String[] labels = {
            process.id(),
            process.kind().name().toLowerCase(Locale.ROOT).replace("_", ""),
            process.host(),
            process.tmId() == null ? "" : process.tmId()
        };
        samples.add(MetricCatalog.PROCESS_UP, process.up() ? 1 : 0, labels);
        samples.add(MetricCatalog.PROCESS_RESIDENT_BYTES, process.residentBytes(), labels);
        samples.add(MetricCatalog.PROCESS_CONTAINER_LIMIT_BYTES, process.containerLimitBytes(), labels);
        samples.add(MetricCatalog.PROCESS_CONTAINER_USAGE_BYTES, process.containerUsageBytes(), labels);
        Long resident = process.residentBytes();
        Long limit = process.containerLimitBytes();
        if (resident != null && limit != null && limit > 0) {
            samples.add(MetricCatalog.PROCESS_MEMORY_RATIO, resident / (double) limit, labels);
        }
        samples.add(MetricCatalog.PROCESS_HEAP_BYTES, process.heapUsedBytes(), labels);
        samples.add(MetricCatalog.PROCESS_DIRECT_BYTES, process.directBytes(), labels);
        samples.add(MetricCatalog.PROCESS_ROCKSDB_BYTES, process.rocksDbBytes(), labels);
    }

    private void cluster(ClusterFacts cluster) {
        samples.add(MetricCatalog.TASK_MANAGERS, cluster.taskManagers());
        samples.add(MetricCatalog.TASK_MANAGERS_LOST, cluster.taskManagersLost());
        samples.add(MetricCatalog.SLOTS, cluster.slots());
        samples.add(MetricCatalog.SLOTS_FREE, cluster.slotsFree());
    }

    private static @Nullable Double seconds(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli() / 1e3;
    }

    private static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis() / 1e3;
    }

    /** Never negative: the clocks of agent and JobManager may differ a little. */
    private static double age(Instant since, Instant now) {
        return Math.max(0, Duration.between(since, now).toMillis() / 1e3);
    }
}
