package io.streamgauge.checkpoint.report;

/** What kind of state Flink keeps. */
public enum StateKind {
    VALUE,
    LIST,
    MAP,
    REDUCING,
    AGGREGATING,
    /** Keyed, but of which kind the checkpoint does not tell. */
    KEYED,
    EVENT_TIME_TIMERS,
    PROCESSING_TIME_TIMERS,
    /** Elements of a priority queue that is no timer service. */
    PRIORITY_QUEUE,
    /** Operator state, its elements shared out among the subtasks. */
    OPERATOR_LIST,
    /** Operator state, all of its elements given to each subtask at a restore. */
    OPERATOR_UNION,
    /** The same in each subtask. */
    BROADCAST,
    UNKNOWN;

    public boolean isTimers() {
        return this == EVENT_TIME_TIMERS || this == PROCESSING_TIME_TIMERS;
    }

    public boolean isOperatorState() {
        return this == OPERATOR_LIST || this == OPERATOR_UNION || this == BROADCAST;
    }
}
