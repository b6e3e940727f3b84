package io.streamgauge.agent.history.codec;

/** A stored value does not read back: it is left out and counted, its neighbours are not touched. */
public final class CorruptDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CorruptDataException(String message) {
        super(message);
    }
}
