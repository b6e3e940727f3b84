package io.streamgauge.agent.analysis.leak;

/** What the rule says of one state. */
sealed interface Growth {

    /**
     * Not seen for long enough, or with gaps.
     *
     * @param needMillis how much longer it must be watched without a gap
     */
    record TooShort(long needMillis) implements Growth {}

    /** A gauge of its size, or the input of its operator, is not known. */
    record Unseen() implements Growth {}

    /** Does not grow, or not steadily, or by too little. */
    record Level() implements Growth {}

    /** Too little input, compared with before, to say anything of what input does to state. */
    record InputStopped() implements Growth {}

    /** Grows no more than its input does. */
    record WithTraffic(Trend size, double inputGrowth) implements Growth {}

    /** Grows steadily for each record that comes in. */
    record Steady(Trend trend) implements Growth {}
}
