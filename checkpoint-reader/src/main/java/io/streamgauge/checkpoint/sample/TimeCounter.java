package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.report.TimeHistogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts times on a grid that gets coarser as it fills: from a millisecond to a day and on, each step a multiple of the one before, so that
 * counts stay exact. Only cells with something in them take memory, so that a few times far away do not blur the others. Not thread-safe.
 */
public final class TimeCounter {
    private static final long[] WIDTHS_MILLIS = widths();

    private final int mostCells;
    private int width;
    private int used;
    private long[] cells = new long[16];
    /** 0 where there is no cell. */
    private double[] counts = new double[16];

    private long lastMillis;
    private int lastSlot = -1;

    /**
     * Gets coarser above so many cells.
     *
     * @param mostCells at least 8
     */
    public TimeCounter(int mostCells) {
        this.mostCells = Math.max(8, mostCells);
    }

    private static long[] widths() {
        int[] steps = {1, 10, 10, 10, 10, 6, 10, 6, 6, 4, 7, 4, 13};
        long[] widths = new long[steps.length + 8];
        long width = 1;
        for (int i = 0; i < widths.length; i++) {
            width *= i < steps.length ? steps[i] : 10;
            widths[i] = width;
        }
        return widths;
    }

    /**
     * Counts one time.
     *
     * @param millis the last millisecond of all counts as the one before, so that each has an end
     * @param count may be a fraction; not 0
     */
    public void add(long millis, double count) {
        count(Math.min(millis, Long.MAX_VALUE - 1), count);
    }

    private void count(long millis, double count) {
        if (lastSlot >= 0 && millis == lastMillis) {
            counts[lastSlot] += count;
            return;
        }
        int slot = put(Math.floorDiv(millis, WIDTHS_MILLIS[width]), count);
        lastMillis = millis;
        lastSlot = slot;
        if (used > mostCells) {
            coarsen(width + 1);
        }
    }

    /** Takes in what another one counted. */
    public void addAll(TimeCounter other) {
        if (other.width > width) {
            coarsen(other.width);
        }
        for (int i = 0; i < other.cells.length; i++) {
            if (other.counts[i] != 0) {
                // Widths are multiples of each other: the start of a finer cell is in the coarser one.
                add(other.startMillis(other.cells[i]), other.counts[i]);
            }
        }
    }

    public boolean isEmpty() {
        return used == 0;
    }

    public double total() {
        return Arrays.stream(counts).sum();
    }

    /** What it takes of memory, about, in bytes. */
    public long heapBytes() {
        return 80 + 16L * cells.length;
    }

    /**
     * What was counted, as buckets without gaps.
     *
     * @param factor that each count is multiplied with
     * @param mostBuckets that are not empty
     * @return null where nothing was counted
     */
    public @Nullable TimeHistogram histogram(TimeHistogram.Basis basis, double factor, int mostBuckets) {
        if (used == 0) {
            return null;
        }
        TimeCounter coarse = new TimeCounter(mostBuckets);
        coarse.width = width;
        coarse.addAll(this);
        return coarse.toHistogram(basis, factor);
    }

    private TimeHistogram toHistogram(TimeHistogram.Basis basis, double factor) {
        long[] sorted = new long[used];
        int count = 0;
        for (int i = 0; i < cells.length; i++) {
            if (counts[i] != 0) {
                sorted[count++] = cells[i];
            }
        }
        Arrays.sort(sorted);
        long[] bounds = new long[2 * count + 1];
        double[] buckets = new double[2 * count];
        int filled = 0;
        for (int i = 0; i < count; i++) {
            if (i > 0 && sorted[i] != sorted[i - 1] + 1) {
                bounds[filled++] = startMillis(sorted[i - 1] + 1);
            }
            bounds[filled] = startMillis(sorted[i]);
            buckets[filled++] = counts[slot(sorted[i])] * factor;
        }
        bounds[filled] = startMillis(sorted[count - 1] + 1);
        return new TimeHistogram(Arrays.copyOf(bounds, filled + 1), Arrays.copyOf(buckets, filled), basis);
    }

    /** Times at the ends of the range stay in it. */
    private long startMillis(long cell) {
        long widthMillis = WIDTHS_MILLIS[width];
        if (cell > Long.MAX_VALUE / widthMillis) {
            return Long.MAX_VALUE;
        }
        return cell < Long.MIN_VALUE / widthMillis ? Long.MIN_VALUE : cell * widthMillis;
    }

    private int put(long cell, double count) {
        int slot = slot(cell);
        if (counts[slot] == 0) {
            if (2 * (used + 1) > cells.length) {
                rehash(width, 2 * cells.length);
                slot = slot(cell);
            }
            cells[slot] = cell;
            used++;
        }
        counts[slot] += count;
        return slot;
    }

    private int slot(long cell) {
        int mask = cells.length - 1;
        long mixed = cell * 0x9e3779b97f4a7c15L;
        int slot = (int) (mixed >>> 40) & mask;
        while (counts[slot] != 0 && cells[slot] != cell) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void coarsen(int atLeast) {
        int next = atLeast;
        rehash(next, cells.length);
        while (used > mostCells && next < WIDTHS_MILLIS.length - 1) {
            rehash(++next, cells.length);
        }
    }

    private void rehash(int newWidth, int size) {
        long[] oldCells = cells;
        double[] oldCounts = counts;
        long oldWidth = WIDTHS_MILLIS[width];
        cells = new long[size];
        counts = new double[size];
        used = 0;
        width = newWidth;
        lastSlot = -1;
        long ratio = WIDTHS_MILLIS[newWidth] / oldWidth;
        for (int i = 0; i < oldCells.length; i++) {
            if (oldCounts[i] != 0) {
                put(Math.floorDiv(oldCells[i], ratio), oldCounts[i]);
            }
        }
    }
}
