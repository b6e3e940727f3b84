package io.streamgauge.agent.cohort;

/**
 * Ages in bins that widen by half an octave: the first holds all ages up to a quarter of a slice, the last all from 256
 * slices on.
 */
public final class AgeBins {

    public static final int COUNT = 22;

    private static final double FIRST = 0.25;

    private AgeBins() {}

    /** The bin of an age, both in the same unit as the slice. */
    public static int of(double age, double slice) {
        double ratio = age / (FIRST * slice);
        if (ratio < 1) {
            return 0;
        }
        return (int) Math.min(COUNT - 1, 1 + Math.floor(2 * Math.log(ratio) / Math.log(2)));
    }

    /** Where a bin begins. */
    public static double start(int bin, double slice) {
        return bin == 0 ? 0 : FIRST * slice * Math.pow(2, (bin - 1) / 2.0);
    }

    /** The start of a bin, the first that is no younger than an age. */
    public static double startNoYounger(double age, double slice) {
        int bin = 0;
        while (bin < COUNT - 1 && start(bin, slice) < age * 0.999) {
            bin++;
        }
        return start(bin, slice);
    }
}
