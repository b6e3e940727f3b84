package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.source.merge.reading.OperatorMetric;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.merge.reading.TaskKey;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums over subtasks that only grow: Flink's counters begin at 0 with each run of a subtask, so a run adds what it
 * counted beyond what was seen of it before. What a run counted between the last report and its end is not seen.
 */
final class RunningTotals {

    /** A job that is gone for so long does not come back. */
    private static final long KEPT_MILLIS = 3_600_000;

    record Key(String jobId, String operatorId, OperatorMetric metric) {}

    /** The newest run of one subtask. */
    private record Seen(String run, long value) {}

    private static final class Total {
        private final Map<TaskKey, Seen> subtasks = new HashMap<>();
        private long sum;
        private long touchedEpochMillis;
    }

    private final Map<Key, Total> totals = new HashMap<>();

    void add(Readings.Operator operator, OperatorMetric metric, long nowEpochMillis) {
        Long value = operator.values().get(metric);
        if (value == null || value < 0) {
            return;
        }
        Readings.Task task = operator.task();
        Total total =
                totals.computeIfAbsent(new Key(task.key().jobId(), operator.operatorId(), metric), key -> new Total());
        Seen before = total.subtasks.put(task.key(), new Seen(task.run(), value));
        boolean sameRun = before != null && before.run.equals(task.run()) && before.value <= value;
        total.sum += sameRun ? value - before.value : value;
        total.touchedEpochMillis = nowEpochMillis;
    }

    /** Null for what was never reported. */
    @Nullable
    Long get(String jobId, String operatorId, OperatorMetric metric) {
        Total total = totals.get(new Key(jobId, operatorId, metric));
        return total == null ? null : total.sum;
    }

    void forgetOld(long nowEpochMillis) {
        for (Iterator<Total> all = totals.values().iterator(); all.hasNext(); ) {
            if (all.next().touchedEpochMillis < nowEpochMillis - KEPT_MILLIS) {
                all.remove();
            }
        }
    }
}
