package io.streamgauge.agent.analysis.trend;

/** Counts pairs that are out of order, by merging. */
final class Inversions {

    private Inversions() {}

    /** Pairs i &lt; j with values[i] &gt; values[j]. Leaves the argument as it is. */
    static long count(double[] values) {
        double[] from = values.clone();
        double[] to = new double[values.length];
        long count = 0;
        for (int width = 1; width < from.length; width *= 2) {
            for (int left = 0; left < from.length; left += 2 * width) {
                int middle = Math.min(left + width, from.length);
                int right = Math.min(left + 2 * width, from.length);
                count += merge(from, to, left, middle, right);
            }
            double[] swap = from;
            from = to;
            to = swap;
        }
        return count;
    }

    private static long merge(double[] from, double[] to, int left, int middle, int right) {
        long count = 0;
        int i = left;
        int j = middle;
        for (int k = left; k < right; k++) {
            if (j >= right || (i < middle && from[i] <= from[j])) {
                to[k] = from[i++];
            } else {
                count += middle - i;
                to[k] = from[j++];
            }
        }
        return count;
    }
}
