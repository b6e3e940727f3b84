package io.streamgauge.agent.source.reporter;

/** A well-formed frame that makes no sense where it came. The connection ends with this close code. */
final class ProtocolViolation extends RuntimeException {

    static final short MALFORMED = 4400;
    static final short UNAUTHORIZED = 4401;
    static final short VERSION = 4406;
    static final short SILENT = 4408;
    static final short TOO_MANY = 4429;

    private static final long serialVersionUID = 1;

    private final short closeCode;

    ProtocolViolation(short closeCode, String message) {
        super(message, null, false, false);
        this.closeCode = closeCode;
    }

    short closeCode() {
        return closeCode;
    }
}
