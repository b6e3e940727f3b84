package io.streamgauge.samplejob.traffic;

/** What happens in a conversation. */
public enum EventKind {
    /** First; carries the customer's profile. */
    OPENED,
    /** The customer writes and waits for a reply. */
    MESSAGE,
    /** An agent answers. */
    REPLY,
    CLOSED,
    /** Last; the customer's verdict. */
    RATED
}
