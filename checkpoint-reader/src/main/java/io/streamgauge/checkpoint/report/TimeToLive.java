package io.streamgauge.checkpoint.report;

/** Whether a state was declared with a time to live. How long it is no checkpoint tells. */
public enum TimeToLive {
    ON,
    OFF,
    UNKNOWN
}
