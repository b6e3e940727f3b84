package io.streamgauge.agent.finding;

import java.util.Locale;

/** Why a state grows. */
public enum Cause {
    NEVER_CLEARED,
    PARTLY_CLEARED,
    STALLED_WATERMARK,
    FAR_TIMERS,
    OPEN_WINDOWS,
    PER_KEY_GROWTH,
    EXPIRED_GARBAGE,
    TTL_INACTIVE,
    TTL_REFRESHED,
    DEAD_STATE,
    OPERATOR_STATE,
    SQL_NO_RETENTION;

    /** As in the API, in labels and on the command line: "never-cleared". */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
