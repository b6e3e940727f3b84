package io.streamgauge.agent.output.prometheus.gzip;

import java.util.Arrays;

/**
 * How a text is put together from pieces of texts written before and of itself; what is left are literals. Found once,
 * used on every scrape. Immutable.
 */
final class TextDiff {

    /** Instead of the number of a text: this text itself, earlier. */
    static final int ITSELF = -1;

    private static final int FIELDS = 4;

    private final int[] fields;

    private TextDiff(int[] fields) {
        this.fields = fields;
    }

    int pieces() {
        return fields.length / FIELDS;
    }

    /** Place of a piece in the text; pieces come in order and do not overlap. */
    int start(int piece) {
        return fields[FIELDS * piece];
    }

    int length(int piece) {
        return fields[FIELDS * piece + 1];
    }

    /** Number of the text that has the piece, or {@link #ITSELF}. */
    int source(int piece) {
        return fields[FIELDS * piece + 2];
    }

    /** Place of the piece in its source. */
    int offset(int piece) {
        return fields[FIELDS * piece + 3];
    }

    /** Not thread-safe. */
    static final class Builder {

        private int[] fields = new int[4 * FIELDS];
        private int used;

        void add(int start, int length, int source, int offset) {
            if (used == fields.length) {
                fields = Arrays.copyOf(fields, 2 * used);
            }
            fields[used++] = start;
            fields[used++] = length;
            fields[used++] = source;
            fields[used++] = offset;
        }

        TextDiff build() {
            return new TextDiff(Arrays.copyOf(fields, used));
        }
    }
}
