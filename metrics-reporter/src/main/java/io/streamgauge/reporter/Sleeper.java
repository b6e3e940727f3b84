package io.streamgauge.reporter;

/** The clock of the reporter's thread, and how it sleeps until its next turn. Tests have one that is turned by hand. */
interface Sleeper {

    /** Nanoseconds since some moment; rises evenly. Any thread. */
    long nanoTime();

    /**
     * Comes back when so many nanoseconds have passed, or as soon as it is woken; at once if it was woken after it came back
     * last. Always on the same thread.
     */
    void sleep(long nanos);

    /** Any thread. */
    void wake();
}
