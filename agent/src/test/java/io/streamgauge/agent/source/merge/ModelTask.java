package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.source.reporter.FakeProcess;
import io.streamgauge.wire.MetricType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One run of one subtask of one operator in a fake process: its scopes and what it shows. */
final class ModelTask {

    static final String JOB = "0123456789abcdef0123456789abcdef";
    static final String JOB_NAME = "orders";

    private final FakeProcess process;
    private final String[] labels;
    private final int task;
    private final int operator;
    private final Map<String, Integer> families = new HashMap<>();
    private final Set<String> defined = new HashSet<>();

    ModelTask(FakeProcess process, String vertex, int subtask, int attempt) {
        this.process = process;
        labels = new String[] {
            "tm_id",
            "tm",
            "job_id",
            JOB,
            "job_name",
            JOB_NAME,
            "task_id",
            vertex,
            "task_name",
            "task " + vertex,
            "subtask_index",
            String.valueOf(subtask),
            "task_attempt_num",
            String.valueOf(attempt),
            "task_attempt_id",
            vertex + "_" + subtask + "_" + attempt,
            "operator_id",
            "op-" + vertex,
            "operator_name",
            "operator " + vertex
        };
        task = process.scope("taskmanager.job.task", labels);
        operator = process.scope("taskmanager.job.task.operator", labels);
    }

    ModelTask times(long busy, long idle, long backpressured) {
        set(task, "accumulateBusyTimeMs", busy);
        set(task, "accumulateIdleTimeMs", idle);
        return set(task, "accumulateBackPressuredTimeMs", backpressured);
    }

    ModelTask operator(String metric, long value) {
        return set(operator, metric, value);
    }

    ModelTask family(String state, String property, long value) {
        int scope = families.computeIfAbsent(state, name -> {
            String[] more = Arrays.copyOf(labels, labels.length + 2);
            more[labels.length] = "column_family";
            more[labels.length + 1] = name;
            return process.scope("taskmanager.job.task.operator.column_family", more);
        });
        return set(scope, "rocksdb." + property, value);
    }

    void end() {
        families.values().forEach(process::forgetScope);
        process.forgetScope(operator);
        process.forgetScope(task);
    }

    private ModelTask set(int scope, String name, long value) {
        if (defined.add(scope + "/" + name)) {
            process.define(scope, MetricType.GAUGE, name);
        }
        process.put(scope, name, value);
        return this;
    }
}
