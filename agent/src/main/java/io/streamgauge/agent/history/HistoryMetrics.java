package io.streamgauge.agent.history;

/**
 * Counts of the history itself. Called from the loop's thread.
 *
 * <p>Samples handed to {@link History#append} are appended or dropped; ticks appended are stored sooner or later, but for
 * those lost. Alert on storage errors that go on, and on any lost tick.
 */
public interface HistoryMetrics {

    HistoryMetrics NOOP = new HistoryMetrics() {};

    /** Samples taken into the window and on their way to the store. */
    default void appended(int samples) {}

    /** Samples left out: more series than memory allows, a series twice in one tick, a tick that is not new. */
    default void dropped(int samples) {}

    /** One attempt to write to the store failed; the data are kept in memory for the next attempt. */
    default void storageError() {}

    /** Ticks that will never be stored: the store has been failing for so long that memory ran out. */
    default void lostTicks(int ticks) {}

    /** Stored values that do not read back. */
    default void corrupt(int values) {}

    /** A block was written. */
    default void sealed(int series, int ticks) {}
}
