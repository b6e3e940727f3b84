package io.streamgauge.agent.history.series;

import java.util.Arrays;

/**
 * The points of one series in the window: grows at the end, is thinned when it has reached its capacity.
 *
 * <p>What lies between {@code from} and {@code to} is never changed in place, so a {@link Series} can share the arrays.
 */
public final class Points {

    private static final int FIRST_LENGTH = 16;
    /** Steps are powers of two of this, so that all series are thinned at the same times. */
    private static final long SMALLEST_STEP_MILLIS = 1_000;

    private long[] epochMillis = new long[FIRST_LENGTH];
    private double[] values = new double[FIRST_LENGTH];
    private int from;
    private int to;

    /** A point later than all others. */
    public void add(long time, double value, int capacity, long windowMillis) {
        if (to - from >= capacity) {
            from = firstAtOrAfter(time - windowMillis);
            if (to - from > capacity / 2) {
                thin(capacity / 2);
            }
        }
        if (to == values.length) {
            makeRoom(time - windowMillis, capacity);
        }
        epochMillis[to] = time;
        values[to] = value;
        to++;
    }

    /** Zero while it is empty. */
    public long last() {
        return to == from ? 0 : epochMillis[to - 1];
    }

    public Series since(long time) {
        return new Series(epochMillis, values, firstAtOrAfter(time), to);
    }

    /** Drops the points at and after a time. */
    public void forgetFrom(long time) {
        int end = firstAtOrAfter(time);
        copy(from, end, Math.max(FIRST_LENGTH, end - from));
    }

    private void makeRoom(long oldest, int capacity) {
        int start = Math.max(from, firstAtOrAfter(oldest));
        int length = Math.max(FIRST_LENGTH, Math.min(capacity, (to - start) * 2));
        copy(start, to, Math.max(length, to - start + 1));
    }

    private void copy(int start, int end, int length) {
        long[] newTimes = new long[length];
        double[] newValues = new double[length];
        System.arraycopy(epochMillis, start, newTimes, 0, end - start);
        System.arraycopy(values, start, newValues, 0, end - start);
        epochMillis = newTimes;
        values = newValues;
        from = 0;
        to = end - start;
    }

    /** Keeps the last point of each step, the step as small as {@code most} points allow. */
    private void thin(int most) {
        long step = SMALLEST_STEP_MILLIS;
        while (steps(step) > most) {
            step *= 2;
        }
        int kept = 0;
        long[] newTimes = new long[most * 2];
        double[] newValues = new double[most * 2];
        for (int i = from; i < to; i++) {
            if (lastOfStep(i, step)) {
                newTimes[kept] = epochMillis[i];
                newValues[kept++] = values[i];
            }
        }
        epochMillis = newTimes;
        values = newValues;
        from = 0;
        to = kept;
    }

    private int steps(long step) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += lastOfStep(i, step) ? 1 : 0;
        }
        return count;
    }

    private boolean lastOfStep(int index, long step) {
        return index == to - 1 || epochMillis[index] / step != epochMillis[index + 1] / step;
    }

    private int firstAtOrAfter(long time) {
        int place = Arrays.binarySearch(epochMillis, from, to, time);
        return place >= 0 ? place : -place - 1;
    }
}
