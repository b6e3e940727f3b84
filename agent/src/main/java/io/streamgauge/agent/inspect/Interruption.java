package io.streamgauge.agent.inspect;

/**
 * Ends a reading cleanly when the process is told to end, by Ctrl-C for instance. The JVM then ends with the code of the signal, 130 for
 * SIGINT.
 */
final class Interruption {
    private final Thread hook;

    /** @param stop called on a thread of its own; does not block */
    Interruption(Runnable stop) {
        this.hook = new Thread(stop, "streamgauge-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What could be interrupted is done. */
    void over() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, by the hook.
        }
    }
}
