package io.streamgauge.agent.profile.jfr;

/** A recording that cannot be read; the message says what was found. */
public final class JfrFormatException extends Exception {
    private static final long serialVersionUID = 1;

    public JfrFormatException(String message) {
        super(message);
    }
}
