package io.streamgauge.agent.output.prometheus.series;

import io.streamgauge.agent.output.prometheus.text.PrerenderedFamilies;
import io.streamgauge.agent.source.reporter.snapshot.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where each subtask runs: {@code streamgauge_subtask_info}, one line per subtask. What the stable labels leave out can
 * be joined from it: {@code ... * on (job_id, task_id, subtask_index) group_left (tm_id) streamgauge_subtask_info}.
 */
final class SubtaskInfo {

    static final String NAME = "streamgauge_subtask_info";

    private static final String HELP = "Where the current attempt of a subtask runs; always 1.";
    private static final List<String> LABELS = List.of(
            "job_id",
            "job_name",
            "task_id",
            "task_name",
            "subtask_index",
            "tm_id",
            "host",
            "task_attempt_id",
            "task_attempt_num");

    /** By subtask: the labels of the first scope seen, which is the one that wins. */
    private final Map<String, Map<String, String>> labelsBySubtask = new TreeMap<>();

    /** In order of precedence: of two attempts of a subtask, the first stays. */
    void add(Scope scope) {
        Map<String, String> labels = scope.labels();
        String job = labels.get("job_id");
        String task = labels.get("task_id");
        String subtask = labels.get("subtask_index");
        if (job != null && task != null && subtask != null && labels.containsKey("task_attempt_id")) {
            labelsBySubtask.putIfAbsent(job + '\n' + task + '\n' + subtask, labels);
        }
    }

    PrerenderedFamilies render() {
        PrerenderedFamilies.Builder page = PrerenderedFamilies.builder();
        if (!labelsBySubtask.isEmpty()) {
            page.gauge(NAME, HELP);
            for (Map<String, String> labels : labelsBySubtask.values()) {
                String[] pairs = new String[2 * LABELS.size()];
                for (int i = 0; i < LABELS.size(); i++) {
                    pairs[2 * i] = LABELS.get(i);
                    pairs[2 * i + 1] = labels.getOrDefault(LABELS.get(i), "");
                }
                page.sample(1, pairs);
            }
        }
        return page.build();
    }
}
