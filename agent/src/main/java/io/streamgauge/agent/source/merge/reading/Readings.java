package io.streamgauge.agent.source.merge.reading;

import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the reports of one tick say, of the newest attempt of each subtask only. A frozen TaskManager's last report may
 * still be there when the subtask already runs elsewhere.
 */
public final class Readings {

    /** Flink reads RocksDB's gauges every five seconds; until the first time they are all 0. */
    private static final long FIRST_REFRESH_MILLIS = 10_000;

    /** One attempt in one report. */
    public record Task(
            ReadingPlan.Attempt attempt, String processId, ProcessSnapshot snapshot, ReadingPlan.TaskPlan plan) {

        public TaskKey key() {
            return attempt.task();
        }

        /** Tells this run of the subtask from every other. */
        public String run() {
            return attempt.id() + "@" + processId;
        }

        public long reportEpochMillis() {
            return snapshot.reportEpochMillis();
        }

        /** Milliseconds. */
        public Reading<TaskMetric> times() {
            return Reading.of(snapshot, plan.slots());
        }
    }

    public record Operator(Task task, String operatorId, String operatorName, Reading<OperatorMetric> values) {}

    public record Family(
            Task task, String operatorId, String operatorName, String state, Reading<FamilyMetric> values) {}

    public record Job(String id, String name, String processId, Reading<JobMetric> values) {}

    private final Map<TaskKey, Task> tasks = new TreeMap<>();
    private final List<Operator> operators = new ArrayList<>();
    private final List<Family> families = new ArrayList<>();
    private final Map<String, Job> jobs = new TreeMap<>();
    private final Map<String, Reading<ProcessMetric>> processes = new HashMap<>();

    private Readings() {}

    /**
     * What these snapshots say of the metrics wanted.
     *
     * @param plans by process id; brought up to date
     */
    public static Readings of(List<ProcessSnapshot> snapshots, Map<String, ReadingPlan> plans) {
        List<ProcessSnapshot> ordered = new ArrayList<>(snapshots);
        ordered.sort(Comparator.comparing(snapshot -> snapshot.identity().processId()));
        Map<String, ReadingPlan> fresh = new HashMap<>();
        for (ProcessSnapshot snapshot : ordered) {
            String process = snapshot.identity().processId();
            ReadingPlan known = plans.get(process);
            fresh.put(
                    process,
                    known != null && known.isOf(snapshot.layout()) ? known : ReadingPlan.of(snapshot.layout()));
        }
        plans.clear();
        plans.putAll(fresh);
        Readings readings = new Readings();
        for (ProcessSnapshot snapshot : ordered) {
            readings.addTasks(snapshot, plan(plans, snapshot));
        }
        for (ProcessSnapshot snapshot : ordered) {
            readings.addRest(snapshot, plan(plans, snapshot));
        }
        return readings;
    }

    private static ReadingPlan plan(Map<String, ReadingPlan> plans, ProcessSnapshot snapshot) {
        return Objects.requireNonNull(plans.get(snapshot.identity().processId()));
    }

    private void addTasks(ProcessSnapshot snapshot, ReadingPlan plan) {
        String process = snapshot.identity().processId();
        for (ReadingPlan.TaskPlan task : plan.tasks()) {
            Task found = new Task(task.attempt(), process, snapshot, task);
            tasks.merge(task.attempt().task(), found, Readings::newer);
        }
    }

    private static Task newer(Task one, Task other) {
        Comparator<Task> order = Comparator.<Task>comparingInt(
                        task -> task.attempt().number())
                .thenComparingLong(task -> task.attempt().definedEpochMillis())
                .thenComparing(Task::run);
        return order.compare(one, other) >= 0 ? one : other;
    }

    private void addRest(ProcessSnapshot snapshot, ReadingPlan plan) {
        String process = snapshot.identity().processId();
        processes.put(process, Reading.of(snapshot, plan.process()));
        for (ReadingPlan.JobPlan job : plan.jobs()) {
            jobs.putIfAbsent(
                    job.jobId(), new Job(job.jobId(), job.jobName(), process, Reading.of(snapshot, job.slots())));
        }
        for (ReadingPlan.OperatorPlan operator : plan.operators()) {
            Task task = current(operator.attempt(), process);
            if (task != null) {
                operators.add(new Operator(
                        task, operator.operatorId(), operator.operatorName(), Reading.of(snapshot, operator.slots())));
            }
        }
        for (ReadingPlan.FamilyPlan family : plan.families()) {
            Task task = current(family.attempt(), process);
            if (task != null) {
                families.add(new Family(
                        task, family.operatorId(), family.operatorName(), family.state(), refreshed(family, snapshot)));
            }
        }
    }

    private static Reading<FamilyMetric> refreshed(ReadingPlan.FamilyPlan family, ProcessSnapshot snapshot) {
        Reading<FamilyMetric> values = Reading.of(snapshot, family.slots());
        long age = snapshot.receivedEpochMillis() - family.attempt().definedEpochMillis();
        return age < FIRST_REFRESH_MILLIS && values.allZero() ? Reading.nothing() : values;
    }

    /** Null for an attempt that another one has replaced. */
    private @Nullable Task current(ReadingPlan.Attempt attempt, String process) {
        Task task = tasks.get(attempt.task());
        return task != null
                        && task.processId().equals(process)
                        && task.attempt().id().equals(attempt.id())
                ? task
                : null;
    }

    /** By subtask, in order. */
    public Map<TaskKey, Task> tasks() {
        return tasks;
    }

    public List<Operator> operators() {
        return operators;
    }

    public List<Family> families() {
        return families;
    }

    /** As JobManagers report them, by id. */
    public Map<String, Job> jobs() {
        return jobs;
    }

    /** Null for a process without a report. */
    @Nullable
    public Reading<ProcessMetric> process(String processId) {
        return processes.get(processId);
    }
}
