package io.streamgauge.testbed.process;

/** Something the testbed was asked for did not happen; the message says where, what was expected, and what was found. */
public final class TestbedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TestbedException(String message) {
        super(message);
    }

    public TestbedException(String message, Throwable cause) {
        super(message, cause);
    }
}
