package io.streamgauge.checkpoint.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One state of one operator.
 *
 * @param name as the job registered it; for timers as Flink does, {@code _timer_state/event_SERVICE}
 * @param subtasks by index; of a finished subtask there is none
 * @param keyGroups null for operator state, and where the backend does not let it be told apart
 * @param levels table files per RocksDB level, from level 0; null where there are none or the manifest was not understood
 * @param dueTimes of pending timers; null unless the state is timers
 * @param lastAccess time-to-live stamps; null unless the state has a time to live and data was read
 * @param windowEnds null unless the namespace is a time window and data was read
 * @param sample null unless {@link Depth#KEYS} was asked for and the backend allows it
 * @param scan null unless {@link Depth#FULL} was asked for this state and the backend allows it
 * @param notRead what is missing above, and why
 */
public record StateReport(
        String name,
        StateKind kind,
        Serializers serializers,
        TimeToLive timeToLive,
        NamespaceKind namespace,
        StateSize size,
        DataAge age,
        List<SubtaskSize> subtasks,
        @Nullable KeyGroupSizes keyGroups,
        @Nullable List<Integer> levels,
        @Nullable TimeHistogram dueTimes,
        @Nullable TimeHistogram lastAccess,
        @Nullable TimeHistogram windowEnds,
        @Nullable KeySample sample,
        @Nullable FullScan scan,
        List<NotRead> notRead) {

    public StateReport {
        subtasks = List.copyOf(subtasks);
        levels = levels == null ? null : List.copyOf(levels);
        notRead = List.copyOf(notRead);
    }
}
