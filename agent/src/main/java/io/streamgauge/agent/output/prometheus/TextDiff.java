package io.streamgauge.agent.output.prometheus;

import java.util.Arrays;

/**
 * How a text is put together from pieces of another one and of itself; what is left are literals. Found once for two
 * neighbouring texts of the page, used on every scrape. Immutable.
 */
final class TextDiff {

    /** Shorter pieces cost more as a match than as literals. */
    private static final int MIN_PIECE = 6;

    private static final int HASH_BITS = 10;
    private static final int MAX_TRIES = 24;

    /** Place in the text, length, place in the other text or, if below 0, the complement of an earlier place. */
    private final int[] pieces;

    private TextDiff(int[] pieces) {
        this.pieces = pieces;
    }

    int pieces() {
        return pieces.length / 3;
    }

    int start(int piece) {
        return pieces[3 * piece];
    }

    int length(int piece) {
        return pieces[3 * piece + 1];
    }

    int source(int piece) {
        return pieces[3 * piece + 2];
    }

    /** Looks for the longest piece at each place, first in the other text. */
    static TextDiff of(byte[] other, int otherBytes, byte[] text, int textBytes) {
        byte[] all = Arrays.copyOf(other, otherBytes + textBytes);
        System.arraycopy(text, 0, all, otherBytes, textBytes);
        int[] newest = new int[1 << HASH_BITS];
        int[] before = new int[all.length];
        Arrays.fill(newest, -1);
        int[] pieces = new int[12];
        int used = 0;
        int indexed = 0;
        for (int at = otherBytes; at + MIN_PIECE <= all.length; ) {
            for (; indexed < at; indexed++) {
                int slot = hash(all, indexed);
                before[indexed] = newest[slot];
                newest[slot] = indexed;
            }
            int best = -1;
            int bestLength = MIN_PIECE - 1;
            int tries = MAX_TRIES;
            for (int candidate = newest[hash(all, at)]; candidate >= 0 && tries-- > 0; candidate = before[candidate]) {
                int limit =
                        candidate < otherBytes ? Math.min(all.length - at, otherBytes - candidate) : all.length - at;
                int same = 0;
                while (same < limit && all[candidate + same] == all[at + same]) {
                    same++;
                }
                if (same > bestLength) {
                    best = candidate;
                    bestLength = same;
                }
            }
            if (best < 0) {
                at++;
                continue;
            }
            if (used == pieces.length) {
                pieces = Arrays.copyOf(pieces, used * 2);
            }
            pieces[used++] = at - otherBytes;
            pieces[used++] = bestLength;
            pieces[used++] = best < otherBytes ? best : ~(best - otherBytes);
            at += bestLength;
        }
        return new TextDiff(Arrays.copyOf(pieces, used));
    }

    private static int hash(byte[] bytes, int at) {
        if (at + 4 > bytes.length) {
            return 0;
        }
        int four = (bytes[at] & 0xFF)
                | ((bytes[at + 1] & 0xFF) << 8)
                | ((bytes[at + 2] & 0xFF) << 16)
                | ((bytes[at + 3] & 0xFF) << 24);
        return (four * 0x9E3779B1) >>> (32 - HASH_BITS);
    }
}
