package io.streamgauge.agent.analysis.trend;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Finds the slope of a given rank among those of all pairs of points without computing them all.
 *
 * <p>The slope of points i &lt; j is at most s exactly when y - s t puts j at or below i. So two sorted orders of the
 * points, for slopes lo and hi, differ by one swap for each slope in (lo, hi]: merging counts, samples or lists them.
 * Sampling narrows the interval until few enough are left to list. Owned by one thread.
 */
final class SlopeSelection {

    /** Few enough slopes to list them: a small multiple of n keeps the work at O(n log n). */
    private static final int LIST_FACTOR = 4;

    private static final int LIST_ALWAYS = 256;

    private final double[] times;
    private final double[] values;
    private final int n;
    /** A fixed seed: the same points always take the same path. */
    private final SplittableRandom random = new SplittableRandom(0x5eed);

    SlopeSelection(double[] times, double[] values) {
        this.times = times;
        this.values = values;
        this.n = values.length;
    }

    long count() {
        return (long) n * (n - 1) / 2;
    }

    /**
     * The slope of a rank.
     *
     * @param rank from 0, the lowest slope, to {@link #count()} - 1
     */
    double ranked(long rank) {
        Bound low = new Bound(Double.NEGATIVE_INFINITY, true, 0);
        Bound high = new Bound(Double.POSITIVE_INFINITY, true, count());
        while (high.passed - low.passed > Math.max(LIST_ALWAYS, (long) LIST_FACTOR * n)) {
            double[] sample = sample(low, high, 2 * n);
            double place = (double) (rank - low.passed) / (high.passed - low.passed) * sample.length;
            double reach = 2 * Math.sqrt(sample.length);
            Bound a = place < reach ? low : bound(sample[(int) (place - reach)], true);
            Bound b = place + reach >= sample.length ? high : bound(sample[(int) (place + reach)], true);
            boolean narrowed = false;
            for (Bound cut : new Bound[] {a, b}) {
                if (low.passed < cut.passed && cut.passed < high.passed) {
                    low = rank >= cut.passed ? cut : low;
                    high = rank < cut.passed ? cut : high;
                    narrowed = true;
                }
            }
            if (!narrowed) {
                // Many equal slopes fill the interval: split around the one in the middle.
                double common = sample[(int) Math.min(sample.length - 1.0, place)];
                Bound before = bound(common, false);
                Bound after = bound(common, true);
                if (before.passed <= rank && rank < after.passed) {
                    return common;
                }
                Bound cut = rank < before.passed ? before : after;
                if (cut.passed <= low.passed || cut.passed >= high.passed) {
                    break; // rounding hides the ties: list them all
                }
                low = rank >= cut.passed ? cut : low;
                high = rank < cut.passed ? cut : high;
            }
        }
        double[] slopes = list(low, high);
        return slopes[(int) Math.max(0, Math.min(slopes.length - 1L, rank - low.passed))];
    }

    /** A slope between others: those that passed are below it, or equal where {@code inclusive}. */
    private record Bound(double slope, boolean inclusive, long passed) {}

    private Bound bound(double slope, boolean inclusive) {
        Bound unknown = new Bound(slope, inclusive, 0);
        Merge merge = new Merge(order(new Bound(Double.NEGATIVE_INFINITY, true, 0)), order(unknown));
        return new Bound(slope, inclusive, merge.count(new long[0], new double[0]));
    }

    /** Slopes between the bounds at evenly drawn ranks of the merge's order, sorted. */
    private double[] sample(Bound low, Bound high, int size) {
        long[] wanted = new long[size];
        for (int i = 0; i < size; i++) {
            wanted[i] = random.nextLong(high.passed - low.passed);
        }
        Arrays.sort(wanted);
        return slopesAt(low, high, wanted);
    }

    private double[] list(Bound low, Bound high) {
        long[] wanted = new long[Math.toIntExact(high.passed - low.passed)];
        Arrays.setAll(wanted, i -> i);
        return slopesAt(low, high, wanted);
    }

    private double[] slopesAt(Bound low, Bound high, long[] wanted) {
        double[] slopes = new double[wanted.length];
        Merge merge = new Merge(order(low), order(high));
        merge.count(wanted, slopes);
        // Rounding can make the merge see fewer swaps than were counted before.
        double[] found = Arrays.copyOf(slopes, merge.found);
        Arrays.sort(found);
        return found.length == 0 ? new double[] {high.slope} : found;
    }

    /** The points sorted by y - slope t; equals in the order that makes their slope count as passed or not. */
    private int[] order(Bound bound) {
        int[] order = new int[n];
        if (bound.slope == Double.NEGATIVE_INFINITY) {
            Arrays.setAll(order, i -> i);
            return order;
        }
        if (bound.slope == Double.POSITIVE_INFINITY) {
            Arrays.setAll(order, i -> n - 1 - i);
            return order;
        }
        double[] heights = new double[n];
        for (int i = 0; i < n; i++) {
            heights[i] = values[i] - bound.slope * (times[i] - times[0]);
        }
        return IndexSort.sort(heights, bound.inclusive);
    }

    /** Merge sort of the places that meets each swapped pair once. */
    private final class Merge {

        private int[] points;
        private int[] places;
        private int found;

        Merge(int[] orderAtLow, int[] orderAtHigh) {
            int[] placeAtHigh = new int[n];
            for (int i = 0; i < n; i++) {
                placeAtHigh[orderAtHigh[i]] = i;
            }
            points = orderAtLow;
            places = new int[n];
            for (int i = 0; i < n; i++) {
                places[i] = placeAtHigh[orderAtLow[i]];
            }
        }

        /** Counts the pairs; of those at the wanted ranks, sorted, it writes the slopes. */
        long count(long[] wanted, double[] slopes) {
            int[] toPoints = new int[n];
            int[] toPlaces = new int[n];
            long count = 0;
            for (int width = 1; width < n; width *= 2) {
                for (int left = 0; left < n; left += 2 * width) {
                    int middle = Math.min(left + width, n);
                    int right = Math.min(left + 2 * width, n);
                    int i = left;
                    int j = middle;
                    for (int k = left; k < right; k++) {
                        if (j >= right || (i < middle && places[i] < places[j])) {
                            toPoints[k] = points[i];
                            toPlaces[k] = places[i++];
                        } else {
                            long next = count + middle - i;
                            while (found < wanted.length && wanted[found] < next) {
                                slopes[found] = slope(points[i + (int) (wanted[found] - count)], points[j]);
                                found++;
                            }
                            count = next;
                            toPoints[k] = points[j];
                            toPlaces[k] = places[j++];
                        }
                    }
                }
                int[] swap = points;
                points = toPoints;
                toPoints = swap;
                swap = places;
                places = toPlaces;
                toPlaces = swap;
            }
            return count;
        }

        private double slope(int i, int j) {
            return (values[j] - values[i]) / (times[j] - times[i]);
        }
    }
}
