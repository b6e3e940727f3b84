package io.streamgauge.agent.source.merge.reading;

import io.streamgauge.agent.source.reporter.snapshot.Layout;
import io.streamgauge.agent.source.reporter.snapshot.Scope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where in a process's reports the numbers are that the merge reads: found once per layout, so that a tick touches only
 * those. Immutable.
 */
public final class ReadingPlan {

    private static final String OPERATOR = "taskmanager.job.task.operator";
    private static final String HEAP = ".Status.JVM.Memory.Heap";
    private static final String DIRECT = ".Status.JVM.Memory.Direct";

    /** Which run of which subtask. The attempt's id tells apart what number and process may not. */
    public record Attempt(
            TaskKey task, String jobName, String taskName, int number, String id, long definedEpochMillis) {}

    public record TaskPlan(Attempt attempt, Map<TaskMetric, Integer> slots) {}

    public record OperatorPlan(
            Attempt attempt, String operatorId, String operatorName, Map<OperatorMetric, Integer> slots) {}

    public record FamilyPlan(
            Attempt attempt, String operatorId, String operatorName, String state, Map<FamilyMetric, Integer> slots) {}

    public record JobPlan(String jobId, String jobName, Map<JobMetric, Integer> slots) {}

    private final Layout layout;
    private final List<TaskPlan> tasks = new ArrayList<>();
    private final List<OperatorPlan> operators = new ArrayList<>();
    private final List<FamilyPlan> families = new ArrayList<>();
    private final List<JobPlan> jobs = new ArrayList<>();
    private final Map<ProcessMetric, Integer> process = new EnumMap<>(ProcessMetric.class);

    private ReadingPlan(Layout layout) {
        this.layout = layout;
    }

    public static ReadingPlan of(Layout layout) {
        ReadingPlan plan = new ReadingPlan(layout);
        for (int i = 0; i < layout.scopes().size(); i++) {
            plan.add(i, layout.scopes().get(i));
        }
        return plan;
    }

    public boolean isOf(Layout other) {
        return layout == other;
    }

    public List<TaskPlan> tasks() {
        return tasks;
    }

    public List<OperatorPlan> operators() {
        return operators;
    }

    public List<FamilyPlan> families() {
        return families;
    }

    public List<JobPlan> jobs() {
        return jobs;
    }

    public Map<ProcessMetric, Integer> process() {
        return process;
    }

    private void add(int index, Scope scope) {
        String logical = scope.logicalScope();
        if (logical.equals("streamgauge.process")) {
            fill(index, process, ProcessMetric::ofReporter);
        } else if (logical.endsWith(HEAP) || logical.endsWith(DIRECT)) {
            fill(index, process, name -> ProcessMetric.ofFlink(logical.endsWith(HEAP), name));
        } else if (logical.equals("jobmanager.job")) {
            addJob(index, scope.labels());
        } else if (logical.startsWith("taskmanager.job.task")) {
            Attempt attempt = attempt(scope);
            if (attempt != null) {
                addOfTask(index, scope, logical, attempt);
            }
        }
    }

    private void addOfTask(int index, Scope scope, String logical, Attempt attempt) {
        if (logical.equals("taskmanager.job.task")) {
            tasks.add(new TaskPlan(attempt, slots(TaskMetric.class, index, TaskMetric::named)));
            return;
        }
        String id = scope.labels().get("operator_id");
        String name = scope.labels().get("operator_name");
        if (id == null || name == null) {
            return;
        }
        if (logical.equals(OPERATOR)) {
            operators.add(
                    new OperatorPlan(attempt, id, name, slots(OperatorMetric.class, index, OperatorMetric::named)));
        } else if (logical.startsWith(OPERATOR + ".")) {
            Map<FamilyMetric, Integer> slots = slots(FamilyMetric.class, index, FamilyMetric::named);
            if (!slots.isEmpty()) {
                // Without column-family-as-variable the family is part of the scope.
                String inScope = logical.substring(OPERATOR.length() + 1);
                String state = scope.labels().getOrDefault("column_family", inScope);
                families.add(new FamilyPlan(attempt, id, name, state, slots));
            }
        }
    }

    private void addJob(int index, Map<String, String> labels) {
        String id = labels.get("job_id");
        String name = labels.get("job_name");
        if (id != null && name != null) {
            jobs.add(new JobPlan(id, name, slots(JobMetric.class, index, JobMetric::named)));
        }
    }

    private static @Nullable Attempt attempt(Scope scope) {
        Map<String, String> labels = scope.labels();
        String job = labels.get("job_id");
        String vertex = labels.get("task_id");
        String subtask = labels.get("subtask_index");
        if (job == null || vertex == null || subtask == null) {
            return null;
        }
        int index = number(subtask);
        if (index < 0) {
            return null;
        }
        return new Attempt(
                new TaskKey(job, vertex, index),
                labels.getOrDefault("job_name", job),
                labels.getOrDefault("task_name", vertex),
                number(labels.getOrDefault("task_attempt_num", "")),
                labels.getOrDefault("task_attempt_id", "scope " + scope.ordinal()),
                scope.definedEpochMillis());
    }

    /** -1 for what is none. */
    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private <M extends Enum<M>> Map<M, Integer> slots(Class<M> type, int scope, Function<String, @Nullable M> named) {
        Map<M, Integer> slots = new EnumMap<>(type);
        fill(scope, slots, named);
        return slots;
    }

    private <M extends Enum<M>> void fill(int scope, Map<M, Integer> slots, Function<String, @Nullable M> named) {
        for (int slot = layout.firstSlot(scope); slot < layout.firstSlot(scope + 1); slot++) {
            M metric = named.apply(layout.metric(slot).name());
            if (metric != null) {
                slots.put(metric, slot);
            }
        }
    }
}
