package io.streamgauge.agent.profile.model;

/** What the values of a profile count. */
public enum ProfileUnit {
    NANOSECONDS("nanoseconds"),
    BYTES("bytes"),
    SAMPLES("samples");

    private final String text;

    ProfileUnit(String text) {
        this.text = text;
    }

    /** As the API spells it. */
    public String text() {
        return text;
    }
}
