package io.streamgauge.agent.analysis.trend;

/** Sorts indices by the numbers they stand for, without boxing. */
final class IndexSort {

    private IndexSort() {}

    /** Indices by rising number. */
    static int[] sort(double[] numbers, boolean greaterIndexFirstAmongEquals) {
        int n = numbers.length;
        int[] from = new int[n];
        for (int i = 0; i < n; i++) {
            from[i] = greaterIndexFirstAmongEquals ? n - 1 - i : i;
        }
        int[] to = new int[n];
        for (int width = 1; width < n; width *= 2) {
            for (int left = 0; left < n; left += 2 * width) {
                int middle = Math.min(left + width, n);
                int right = Math.min(left + 2 * width, n);
                int i = left;
                int j = middle;
                for (int k = left; k < right; k++) {
                    if (j >= right || (i < middle && numbers[from[i]] <= numbers[from[j]])) {
                        to[k] = from[i++];
                    } else {
                        to[k] = from[j++];
                    }
                }
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }
}
