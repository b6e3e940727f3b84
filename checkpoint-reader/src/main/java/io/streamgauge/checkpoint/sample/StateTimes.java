package io.streamgauge.checkpoint.sample;

/** The times that entries carry. */
public record StateTimes(TimeCounter dueTimes, TimeCounter lastAccess, TimeCounter windowEnds) {
    private static final int MOST_CELLS = 4096;

    public static StateTimes empty() {
        return new StateTimes(new TimeCounter(MOST_CELLS), new TimeCounter(MOST_CELLS), new TimeCounter(MOST_CELLS));
    }
}
