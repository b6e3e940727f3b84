package io.streamgauge.agent.fact;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One state of one operator subtask, from RocksDB's gauges. Gauges that Flink has stopped refreshing are withdrawn, so
 * null.
 *
 * @param state the column family, which is the state's name; timers are {@code _timer_state/event_NAME} and
 *     {@code _timer_state/processing_NAME}
 * @param keys RocksDB's estimate of live entries: counts merge operands of list state as entries
 * @param sstBytes live table files
 * @param memtableBytes all memtables, flushed ones still pinned included
 * @param memtableDeletes tombstones in the memtables: zero for long on a busy state says that nothing is ever cleared
 */
public record StateFacts(
        OperatorRef operator,
        String vertexId,
        String state,
        int subtask,
        @Nullable Long keys,
        @Nullable Long sstBytes,
        @Nullable Long memtableBytes,
        @Nullable Long liveDataBytes,
        @Nullable Long memtableEntries,
        @Nullable Long memtableDeletes,
        @Nullable Long pendingCompactionBytes) {

    /** Whether this is a timer queue. */
    public boolean timers() {
        return state.startsWith("_timer_state/");
    }

    /** Null as soon as one part is not known: half a sum would look like a size. */
    public static @Nullable Long sum(List<StateFacts> subtasks, Function<StateFacts, @Nullable Long> part) {
        long sum = 0;
        for (StateFacts subtask : subtasks) {
            Long value = part.apply(subtask);
            if (value == null) {
                return null;
            }
            sum += value;
        }
        return sum;
    }
}
