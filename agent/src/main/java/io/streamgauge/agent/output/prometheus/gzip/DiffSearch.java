package io.streamgauge.agent.output.prometheus.gzip;

import io.streamgauge.agent.output.prometheus.deflate.DeflateWriter;
import io.streamgauge.agent.output.prometheus.series.NumberedTexts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Looks for what a text has in common with those before it. Not thread-safe. */
final class DiffSearch {

    /** Shorter pieces cost more as a match than as literals. */
    private static final int MIN_PIECE = 5;

    private static final int HASH_BITS = 10;
    private static final int MAX_TRIES = 24;

    /** How many texts back something is looked for that the other one lacks. */
    private static final int NEIGHBOURS = 24;

    // Bits that things cost on a usual page.
    private static final int LITERAL = 5;
    private static final int NEAR_MATCH = 15;
    private static final int NEIGHBOUR_MATCH = 19;
    private static final int FAR_MATCH = 22;

    private final NumberedTexts texts;
    private final int[] newest = new int[1 << HASH_BITS];
    private int[] before = new int[1024];

    DiffSearch(NumberedTexts texts) {
        this.texts = texts;
    }

    /**
     * How a text is put together from the one before it, from itself, and from texts a few lines back.
     *
     * @param other number of the text before, or {@link NumberedTexts#NONE}
     */
    TextDiff near(int other, int text) {
        return fillGaps(longestPieces(other, text), other, text);
    }

    /**
     * As far as the two are alike from the one before, the rest from the same text a family earlier. Null where that costs
     * more than the other way.
     */
    @Nullable
    TextDiff far(TextDiff near, int other, int text) {
        byte[] bytes = texts.text(text);
        int same = other == NumberedTexts.NONE ? 0 : Math.max(0, Arrays.mismatch(texts.text(other), bytes));
        if (other == text) {
            return null;
        }
        TextDiff.Builder far = new TextDiff.Builder();
        if (same >= MIN_PIECE) {
            far.add(0, same, other, 0);
        } else {
            same = 0;
        }
        far.add(same, bytes.length - same, text, same);
        TextDiff diff = far.build();
        return cost(diff, other, text) < cost(near, other, text) ? diff : null;
    }

    private int cost(TextDiff diff, int other, int text) {
        int literals = texts.text(text).length;
        int bits = 0;
        for (int i = 0; i < diff.pieces(); i++) {
            int source = diff.source(i);
            int match = source == other || source == TextDiff.ITSELF
                    ? NEAR_MATCH
                    : source == text ? FAR_MATCH : NEIGHBOUR_MATCH;
            bits += match * (1 + (diff.length(i) - 1) / DeflateWriter.MAX_MATCH);
            literals -= diff.length(i);
        }
        return bits + LITERAL * literals;
    }

    /** The longest piece at each place, first in the other text. */
    private TextDiff longestPieces(int other, int text) {
        byte[] first = other == NumberedTexts.NONE ? new byte[0] : texts.text(other);
        byte[] second = texts.text(text);
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        Arrays.fill(newest, -1);
        if (before.length < all.length) {
            before = new int[2 * all.length];
        }
        TextDiff.Builder pieces = new TextDiff.Builder();
        int indexed = 0;
        for (int at = first.length; at + MIN_PIECE <= all.length; ) {
            for (; indexed < at; indexed++) {
                int slot = hash(all, indexed);
                before[indexed] = newest[slot];
                newest[slot] = indexed;
            }
            int best = -1;
            int bestLength = MIN_PIECE - 1;
            int tries = MAX_TRIES;
            for (int candidate = newest[hash(all, at)]; candidate >= 0 && tries-- > 0; candidate = before[candidate]) {
                int limit = candidate < first.length
                        ? Math.min(all.length - at, first.length - candidate)
                        : all.length - at;
                int same = alike(all, candidate, all, at, limit);
                if (same > bestLength) {
                    best = candidate;
                    bestLength = same;
                }
            }
            if (best < 0) {
                at++;
                continue;
            }
            boolean ofOther = best < first.length;
            pieces.add(
                    at - first.length,
                    bestLength,
                    ofOther ? other : TextDiff.ITSELF,
                    ofOther ? best : best - first.length);
            at += bestLength;
        }
        return pieces.build();
    }

    /** What no piece covers may stand in a text a few back: of the same state of another subtask, say. */
    private TextDiff fillGaps(TextDiff diff, int other, int text) {
        byte[] bytes = texts.text(text);
        TextDiff.Builder filled = new TextDiff.Builder();
        int done = 0;
        for (int piece = 0; piece <= diff.pieces(); piece++) {
            boolean end = piece == diff.pieces();
            int start = end ? bytes.length : diff.start(piece);
            int next = end ? bytes.length : start + diff.length(piece);
            if (next <= done) {
                continue;
            }
            if (start - done >= MIN_PIECE) {
                int[] found = neighbour(other, text, done, start);
                if (found.length > 0) {
                    // Only what spares the next piece as a whole is worth going on for.
                    int length = done + found[2] >= next ? found[2] : start - done;
                    filled.add(done, length, found[0], found[1]);
                    done += length;
                }
            }
            if (!end && next > done) {
                int skipped = Math.max(0, done - start);
                if (next - start - skipped >= DeflateWriter.MIN_MATCH) {
                    filled.add(
                            start + skipped, next - start - skipped, diff.source(piece), diff.offset(piece) + skipped);
                }
                done = next;
            }
        }
        return filled.build();
    }

    /** Number, place, length of the longest occurrence of these bytes and more; of equal ones the nearest. Or empty. */
    private int[] neighbour(int other, int text, int from, int to) {
        byte[] bytes = texts.text(text);
        int[] best = {};
        for (int number = text - 1; number >= 0 && number >= text - NEIGHBOURS; number--) {
            if (number == other) {
                continue;
            }
            byte[] candidate = texts.text(number);
            for (int at = 0; at + to - from <= candidate.length; at++) {
                if (candidate[at] == bytes[from] && Arrays.equals(candidate, at, at + to - from, bytes, from, to)) {
                    int length =
                            alike(candidate, at, bytes, from, Math.min(candidate.length - at, bytes.length - from));
                    if (best.length == 0 || length > best[2]) {
                        best = new int[] {number, at, length};
                    }
                    break;
                }
            }
        }
        return best;
    }

    private static int alike(byte[] one, int at, byte[] other, int otherAt, int limit) {
        int same = 0;
        while (same < limit && one[at + same] == other[otherAt + same]) {
            same++;
        }
        return same;
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
