package io.streamgauge.agent.history;

/** A stored value does not read back: it is left out and counted, its neighbours are not touched. */
final class CorruptDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CorruptDataException(String message) {
        super(message);
    }
}
