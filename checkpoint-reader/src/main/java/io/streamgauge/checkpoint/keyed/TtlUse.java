package io.streamgauge.checkpoint.keyed;

/** Whether entries carry the stamp of state TTL. How long they live is not in a checkpoint. */
public enum TtlUse {
    ON,
    OFF,
    /** What is there could not be read far enough to tell. */
    UNKNOWN
}
