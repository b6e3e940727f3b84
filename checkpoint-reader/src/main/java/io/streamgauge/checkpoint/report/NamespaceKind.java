package io.streamgauge.checkpoint.report;

/** What a keyed state is kept by, besides the key. */
public enum NamespaceKind {
    /** Nothing: one state per key. */
    VOID,
    TIME_WINDOW,
    GLOBAL_WINDOW,
    /** A namespace of the job's own. */
    OTHER,
    /** No keyed state. */
    NONE,
    UNKNOWN
}
