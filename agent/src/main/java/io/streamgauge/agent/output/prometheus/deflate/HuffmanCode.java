package io.streamgauge.agent.output.prometheus.deflate;

import java.util.Arrays;

/** A canonical Huffman code with lengths of 1 to 15 bits for every symbol of an alphabet. Immutable. */
final class HuffmanCode {

    private static final int MAX_BITS = 15;
    private static final int ID_BITS = 9;
    private static final int ID_MASK = (1 << ID_BITS) - 1;

    private final int[] lengths;
    /** Bits in the order in which deflate sends them: the code's first bit is the lowest. */
    private final int[] bits;

    private HuffmanCode(int[] lengths) {
        this.lengths = lengths;
        bits = canonical(lengths);
    }

    /** Every symbol gets a code, those that never came a long one: they may come next time. */
    static HuffmanCode of(int[] frequencies, int maxBits) {
        long[] weights = new long[frequencies.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = frequencies[i] * 16L + 1;
        }
        int[] lengths = lengths(weights);
        // Flatten until the longest code fits; in the end all weights are alike.
        while (longest(lengths) > maxBits) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = weights[i] / 4 + 1;
            }
            lengths = lengths(weights);
        }
        return new HuffmanCode(lengths);
    }

    static HuffmanCode of(int[] frequencies) {
        return of(frequencies, MAX_BITS);
    }

    int symbols() {
        return lengths.length;
    }

    int length(int symbol) {
        return lengths[symbol];
    }

    int bits(int symbol) {
        return bits[symbol];
    }

    /**
     * Two queues, both in the order of weight: the symbols, and the pairs made so far, which come up in that order by
     * themselves.
     */
    private static int[] lengths(long[] weights) {
        int symbols = weights.length;
        long[] order = new long[symbols];
        for (int i = 0; i < symbols; i++) {
            order[i] = (weights[i] << ID_BITS) | i;
        }
        Arrays.sort(order);
        long[] nodeWeights = Arrays.copyOf(weights, 2 * symbols - 1);
        int[] parents = new int[2 * symbols - 1];
        int nextSymbol = 0;
        int nextPair = symbols;
        for (int pair = symbols; pair < 2 * symbols - 1; pair++) {
            for (int child = 0; child < 2; child++) {
                boolean symbol = nextPair >= pair
                        || (nextSymbol < symbols && order[nextSymbol] >>> ID_BITS <= nodeWeights[nextPair]);
                int id = symbol ? ((int) order[nextSymbol++]) & ID_MASK : nextPair++;
                nodeWeights[pair] += nodeWeights[id];
                parents[id] = pair;
            }
        }
        int[] depths = new int[2 * symbols - 1];
        for (int id = 2 * symbols - 3; id >= 0; id--) {
            depths[id] = depths[parents[id]] + 1;
        }
        return Arrays.copyOf(depths, symbols);
    }

    private static int longest(int[] lengths) {
        int longest = 0;
        for (int length : lengths) {
            longest = Math.max(longest, length);
        }
        return longest;
    }

    /** RFC 1951, 3.2.2: codes of a length follow each other in symbol order. */
    private static int[] canonical(int[] lengths) {
        int[] counts = new int[MAX_BITS + 1];
        for (int length : lengths) {
            counts[length]++;
        }
        counts[0] = 0;
        int[] next = new int[MAX_BITS + 2];
        int code = 0;
        for (int length = 1; length <= MAX_BITS; length++) {
            code = (code + counts[length - 1]) << 1;
            next[length] = code;
        }
        int[] bits = new int[lengths.length];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            bits[symbol] = Integer.reverse(next[length]++) >>> (32 - length);
        }
        return bits;
    }
}
