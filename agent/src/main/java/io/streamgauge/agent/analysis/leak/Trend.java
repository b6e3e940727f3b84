package io.streamgauge.agent.analysis.leak;

/**
 * Steady growth of a state's entries.
 *
 * @param fromMillis start of the window it was judged by
 * @param sinceMillis start of the growth, as far as was seen
 * @param before entries when the window began
 * @param size entries now
 * @param perRecord growth for each record that came in
 */
record Trend(long fromMillis, long sinceMillis, double before, double size, Rate perSecond, double perRecord) {

    /** Growth with its 95 % interval. */
    record Rate(double middle, double lower, double upper) {}

    Trend since(long millis) {
        return new Trend(fromMillis, millis, before, size, perSecond, perRecord);
    }
}
