package io.streamgauge.agent.output.prometheus.deflate;

import java.util.PriorityQueue;

/** A canonical Huffman code with lengths of 1 to 15 bits for every symbol of an alphabet. Immutable. */
final class HuffmanCode {

    private static final int MAX_BITS = 15;

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

    private record Node(long weight, int id) {}

    private static int[] lengths(long[] weights) {
        int symbols = weights.length;
        PriorityQueue<Node> queue = new PriorityQueue<>((a, b) ->
                a.weight != b.weight ? Long.compare(a.weight, b.weight) : Integer.compare(a.id, b.id));
        for (int i = 0; i < symbols; i++) {
            queue.add(new Node(weights[i], i));
        }
        int[] parents = new int[2 * symbols];
        int next = symbols;
        while (queue.size() > 1) {
            Node a = queue.remove();
            Node b = queue.remove();
            parents[a.id] = next;
            parents[b.id] = next;
            queue.add(new Node(a.weight + b.weight, next++));
        }
        int root = next - 1;
        int[] depths = new int[2 * symbols];
        for (int id = root - 1; id >= 0; id--) {
            depths[id] = depths[parents[id]] + 1;
        }
        int[] lengths = new int[symbols];
        System.arraycopy(depths, 0, lengths, 0, symbols);
        return lengths;
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
