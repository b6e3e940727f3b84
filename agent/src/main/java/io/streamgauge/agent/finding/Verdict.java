package io.streamgauge.agent.finding;

import java.util.Locale;

/** How sure a finding is; in rising order of concern. */
public enum Verdict {
    /** Growth with a known bound. */
    EXPLAINED,
    /** Too little seen yet. */
    INCOMPLETE,
    WATCH,
    SUSPECT,
    CONFIRMED;

    /** As in the API and in labels: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
