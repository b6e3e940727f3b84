package io.streamgauge.samplejob.traffic;

import java.util.Arrays;

/** Ranks from 0, where rank r has a share proportional to 1 / (r + 1)^exponent. */
final class Zipf {

    private final double[] cumulative;

    Zipf(int ranks, double exponent) {
        cumulative = new double[ranks];
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            sum += Math.pow(rank + 1, -exponent);
            cumulative[rank] = sum;
        }
        for (int rank = 0; rank < ranks; rank++) {
            cumulative[rank] /= sum;
        }
    }

    /** The rank that a lot, evenly spread over 0 to 1, falls on. */
    int rank(double unit) {
        int found = Arrays.binarySearch(cumulative, unit);
        int rank = found >= 0 ? found + 1 : -found - 1;
        return Math.min(rank, cumulative.length - 1);
    }
}
