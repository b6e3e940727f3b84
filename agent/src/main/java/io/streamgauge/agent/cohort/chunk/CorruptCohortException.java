package io.streamgauge.agent.cohort.chunk;

/** What is stored of a state's cohort cannot be read: that state starts anew. */
public final class CorruptCohortException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CorruptCohortException(String message) {
        super(message);
    }
}
