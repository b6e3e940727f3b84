package io.streamgauge.checkpoint.metadata;

/**
 * Key groups that one handle covers.
 *
 * @param start the first, counted from 0
 * @param count 0 for none; start + count is at most 32,768, Flink's highest maximum parallelism
 */
public record KeyGroupRange(int start, int count) {
    static final int MOST = 1 << 15;

    public KeyGroupRange {
        if (start < 0 || count < 0 || start > MOST - count) {
            throw new IllegalArgumentException(
                    "key groups from " + start + ", " + count + " of them; expected 0 to " + MOST);
        }
    }

    /** The one after the last. */
    public int end() {
        return start + count;
    }
}
