package io.streamgauge.checkpoint.report;

import java.util.List;

/**
 * Keyed state that lies in one stream for all states of an operator: full snapshots, canonical savepoints, the heap backend.
 *
 * @param bytes without the description of the states
 * @param subtasks by index
 */
public record UndividedState(long bytes, List<SubtaskSize> subtasks, KeyGroupSizes keyGroups) {

    public UndividedState {
        subtasks = List.copyOf(subtasks);
    }
}
