package io.streamgauge.samplejob.conversation;

/** What can come of an event or a deadline. */
public enum OutcomeKind {
    OPENED,
    ASKED,
    ANSWERED,
    DEADLINE_MISSED,
    CLOSED,
    RATED,
    FORGOTTEN
}
