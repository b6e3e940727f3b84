package io.streamgauge.agent.history.store;

/** The history cannot be opened as it is, and a person has to decide. The message says where, what and what to do. */
public final class HistoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HistoryException(String message) {
        super(message);
    }

    public HistoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
