package io.streamgauge.agent.cohort;

/**
 * A state as one checkpoint showed it. What is not known is NaN. Seconds and bytes.
 *
 * @param bytes in checkpoint storage
 * @param entries with garbage not yet compacted away
 * @param live sampled keys that live
 * @param scale keys of the state per sampled key
 * @param meanBytes of a sampled key with its values, before compression
 * @param p99Bytes 99 of 100 keys are no larger
 * @param topShare of all sampled bytes, what the largest 1 % of keys (at least one) hold
 * @param stampAgeMedian since the time-to-live stamp of the median key
 * @param stampAgeHighest since the oldest but 1 % of stamps
 * @param windowsPast of sampled windows, those whose end lies behind the watermark
 * @param windowOverhang by how much the watermark is past the end of the window that should have gone first, but for 1 %
 * @param farShare of windows or timers, those far ahead by {@link CohortSettings#farAhead}
 * @param dueAhead by how much the median timer or window end lies ahead of event time or the clock
 */
public record Shape(
        double bytes,
        double largestSubtaskBytes,
        double entries,
        double tombstones,
        double live,
        double scale,
        double meanBytes,
        double p99Bytes,
        double topShare,
        double stampAgeMedian,
        double stampAgeHighest,
        double windowsPast,
        double windowOverhang,
        double farShare,
        double dueAhead) {

    /** Live keys of the whole state, inferred; NaN without a sample. */
    public double liveKeys() {
        return live * scale;
    }

    double[] numbers() {
        return new double[] {
            bytes,
            largestSubtaskBytes,
            entries,
            tombstones,
            live,
            scale,
            meanBytes,
            p99Bytes,
            topShare,
            stampAgeMedian,
            stampAgeHighest,
            windowsPast,
            windowOverhang,
            farShare,
            dueAhead
        };
    }

    static final int NUMBERS = 15;

    static Shape of(double[] n) {
        return new Shape(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11], n[12], n[13], n[14]);
    }
}
