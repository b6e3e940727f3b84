package io.streamgauge.agent.history.series;

import java.util.Arrays;
import java.util.Objects;

/**
 * Numbers over time: strictly rising times in epoch milliseconds, no gaps filled. Immutable.
 *
 * <p>A series that covers a long time has its older points thinned: of each step of time the last point is kept, with its
 * own time and value.
 */
public final class Series {

    public static final Series EMPTY = new Series(new long[0], new double[0]);

    private final long[] epochMillis;
    private final double[] values;
    private final int from;
    private final int to;

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
        this.from = 0;
        this.to = values.length;
    }

    /** Shares the arrays: whoever owns them never again changes what lies in {@code from..to}. */
    public Series(long[] epochMillis, double[] values, int from, int to) {
        this.epochMillis = epochMillis;
        this.values = values;
        this.from = from;
        this.to = to;
    }

    public int size() {
        return to - from;
    }

    public boolean isEmpty() {
        return to == from;
    }

    public long epochMillis(int index) {
        return epochMillis[from + Objects.checkIndex(index, size())];
    }

    public double value(int index) {
        return values[from + Objects.checkIndex(index, size())];
    }

    /** The points with {@code from <= time < to}. */
    public Series between(long fromEpochMillis, long toEpochMillis) {
        int first = firstAtOrAfter(fromEpochMillis);
        return new Series(epochMillis, values, first, Math.max(first, firstAtOrAfter(toEpochMillis)));
    }

    private int firstAtOrAfter(long time) {
        int place = Arrays.binarySearch(epochMillis, from, to, time);
        return place >= 0 ? place : -place - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series that
                && Arrays.equals(epochMillis, from, to, that.epochMillis, that.from, that.to)
                && Arrays.equals(values, from, to, that.values, that.from, that.to);
    }

    @Override
    public int hashCode() {
        return isEmpty() ? 0 : Long.hashCode(epochMillis[to - 1]) * 31 + Double.hashCode(values[to - 1]) + size();
    }

    @Override
    public String toString() {
        return "Series[" + size() + " points]";
    }
}
