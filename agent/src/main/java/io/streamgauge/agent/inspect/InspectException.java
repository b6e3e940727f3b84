package io.streamgauge.agent.inspect;

/** Ends the command with exit code 1. The message is all that is printed: where, what was found, what was expected, what to do. */
final class InspectException extends Exception {
    private static final long serialVersionUID = 1L;

    InspectException(String message) {
        super(message);
    }
}
