package io.streamgauge.agent.config;

/** A value is not what its key takes. Carries what was found and what is expected instead. */
final class BadValueException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String found;
    private final String expected;

    BadValueException(String found, String expected) {
        super("found " + found + ", expected " + expected);
        this.found = found;
        this.expected = expected;
    }

    String found() {
        return found;
    }

    String expected() {
        return expected;
    }
}
