package io.streamgauge.agent.source.flinkrest.answer;

/** Why a REST answer could not be had or used; the message says it in words. Carries no stack trace: it is a value. */
public final class RestError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong; the label of the error counter. */
    public enum Kind {
        /** No connection, or it broke, also in the middle of an answer. */
        CONNECTION,
        /** No whole answer in time. */
        TIMEOUT,
        /** An HTTP status other than 200 and 404. */
        STATUS,
        /** HTTP 404: normal for a job or checkpoint that Flink no longer remembers. */
        NOT_FOUND,
        /** More bytes than allowed. */
        TOO_LARGE,
        /** Not JSON, or cut short. */
        NOT_JSON,
        /** JSON of another shape than Flink's. */
        UNEXPECTED,
        /** Flink answers that it has no sample yet. */
        NO_DATA_YET,
        /** Given up unasked, since the address had just stopped answering or Flink is configured not to tell. */
        NOT_ASKED
    }

    private final Kind kind;

    public RestError(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the whole address is to be given up for now, and not only this answer. */
    public boolean addressLost() {
        return kind == Kind.CONNECTION || kind == Kind.TIMEOUT;
    }

    /** Whether something is wrong, rather than just not there. */
    public boolean counts() {
        return kind != Kind.NOT_FOUND && kind != Kind.NO_DATA_YET && kind != Kind.NOT_ASKED;
    }

    /** Any failure in words. */
    public static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
