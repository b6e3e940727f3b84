package io.streamgauge.checkpoint.keyed;

/** What a state is to the program that declares it. */
public enum StateKind {
    VALUE,
    LIST,
    MAP,
    REDUCING,
    AGGREGATING,
    /** Of Flink 1.x only. */
    FOLDING,
    /** Timers, of one service: what the state backend calls a priority queue. */
    TIMERS,
    /** Operator state: list or union, which the handle in {@code _metadata} tells apart. */
    OPERATOR_LIST,
    BROADCAST,
    /** Keyed state whose declaration does not tell its kind. */
    UNKNOWN_KEYED
}
