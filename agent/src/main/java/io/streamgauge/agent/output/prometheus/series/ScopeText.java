package io.streamgauge.agent.output.prometheus.series;

import io.streamgauge.agent.output.prometheus.text.Bytes;
import io.streamgauge.agent.output.prometheus.text.Names;
import io.streamgauge.agent.source.reporter.snapshot.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The labels of a scope as they stand in each of its lines, encoded once. Labels that differ between neighbouring lines
 * come last: what is alike at the front of two lines costs nothing in the compressed answer.
 *
 * @param bytes {@code {a="b"} } with the space behind, or only the space where there are no labels
 * @param attempt {@code task_attempt_num}, -1 where there is none
 * @param droppedLabels how many lost their name to another label
 */
record ScopeText(Bytes bytes, int attempt, int droppedLabels) {

    /** The labels of a task that say where and which time it runs. */
    private static final Set<String> UNSTABLE = Set.of("tm_id", "host", "task_attempt_id", "task_attempt_num");

    private static final List<String> FIRST =
            List.of("host", "tm_id", "job_name", "job_id", "task_name", "task_id", "operator_name", "operator_id");
    private static final List<String> LAST = List.of("subtask_index", "task_attempt_num", "task_attempt_id");
    private static final Comparator<String> ORDER =
            Comparator.comparingInt(ScopeText::rank).thenComparing(Comparator.naturalOrder());

    static ScopeText of(Scope scope, LabelMode mode) {
        Map<String, String> labels = scope.labels();
        boolean ofTask = mode == LabelMode.STABLE && labels.containsKey("task_attempt_id");
        List<String> keys = new ArrayList<>(labels.keySet());
        if (ofTask) {
            keys.removeAll(UNSTABLE);
        }
        keys.sort(ORDER);
        StringBuilder text = new StringBuilder();
        Set<String> names = new HashSet<>();
        int dropped = 0;
        for (String key : keys) {
            String name = Names.label(key);
            if (!names.add(name)) {
                dropped++;
                continue;
            }
            String value = labels.getOrDefault(key, "");
            text.append(text.length() == 0 ? '{' : ',').append(name).append("=\"");
            Names.escapeLabelValue(mode == LabelMode.COMPATIBLE ? Names.mangled(value) : value, text);
            text.append('"');
        }
        text.append(text.length() == 0 ? " " : "} ");
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return new ScopeText(new Bytes(bytes), attempt(labels), dropped);
    }

    private static int attempt(Map<String, String> labels) {
        String number = labels.get("task_attempt_num");
        try {
            return number == null ? -1 : Integer.parseInt(number);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static int rank(String key) {
        int first = FIRST.indexOf(key);
        if (first >= 0) {
            return first;
        }
        int last = LAST.indexOf(key);
        return last < 0 ? FIRST.size() : FIRST.size() + 1 + last;
    }
}
