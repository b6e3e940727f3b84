package io.streamgauge.agent.fact;

/** What a Flink process is. */
public enum ProcessKind {
    JOB_MANAGER,
    TASK_MANAGER,
    /** It has not told yet. */
    UNKNOWN
}
