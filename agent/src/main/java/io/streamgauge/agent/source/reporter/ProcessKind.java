package io.streamgauge.agent.source.reporter;

/** What a Flink process is. */
public enum ProcessKind {
    JOBMANAGER,
    TASKMANAGER,
    /** Neither its main class nor its scopes told. */
    UNKNOWN
}
