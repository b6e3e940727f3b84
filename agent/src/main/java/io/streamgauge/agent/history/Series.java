package io.streamgauge.agent.history;

import java.util.Arrays;

/** Numbers over time: strictly rising times in epoch milliseconds, no gaps filled. Immutable. */
public final class Series {

    public static final Series EMPTY = new Series(new long[0], new double[0]);

    private final long[] epochMillis;
    private final double[] values;

    /** Takes copies. */
    public Series(long[] epochMillis, double[] values) {
        if (epochMillis.length != values.length) {
            throw new IllegalArgumentException(epochMillis.length + " times for " + values.length + " values");
        }
        for (int i = 1; i < epochMillis.length; i++) {
            if (epochMillis[i] <= epochMillis[i - 1]) {
                throw new IllegalArgumentException("time " + epochMillis[i] + " does not follow " + epochMillis[i - 1]);
            }
        }
        this.epochMillis = epochMillis.clone();
        this.values = values.clone();
    }

    public int size() {
        return values.length;
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    public long epochMillis(int index) {
        return epochMillis[index];
    }

    public double value(int index) {
        return values[index];
    }

    /** The points with {@code from <= time < to}. */
    public Series between(long fromEpochMillis, long toEpochMillis) {
        int from = firstAtOrAfter(fromEpochMillis);
        int to = Math.max(from, firstAtOrAfter(toEpochMillis));
        return new Series(Arrays.copyOfRange(epochMillis, from, to), Arrays.copyOfRange(values, from, to));
    }

    private int firstAtOrAfter(long time) {
        int place = Arrays.binarySearch(epochMillis, time);
        return place >= 0 ? place : -place - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series that
                && Arrays.equals(epochMillis, that.epochMillis)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(epochMillis) * 31 + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Series[" + size() + " points]";
    }
}
