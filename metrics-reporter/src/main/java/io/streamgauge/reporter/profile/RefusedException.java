package io.streamgauge.reporter.profile;

import io.streamgauge.wire.profile.Refusal;

/** There will be no recording; the message is for who asked. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Refusal reason;

    RefusedException(Refusal reason, String message) {
        super(message);
        this.reason = reason;
    }

    Refusal reason() {
        return reason;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
