package io.streamgauge.agent.config.key;

/** A value is not what its key takes. Carries what was found and what is expected instead. */
public final class BadValueException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String found;
    private final String expected;

    public BadValueException(String found, String expected) {
        super("found " + found + ", expected " + expected);
        this.found = found;
        this.expected = expected;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }
}
