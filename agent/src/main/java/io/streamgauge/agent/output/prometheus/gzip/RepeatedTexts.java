package io.streamgauge.agent.output.prometheus.gzip;

import io.streamgauge.agent.output.prometheus.deflate.DeflateWriter;
import io.streamgauge.agent.output.prometheus.series.NumberedTexts;
import java.util.Arrays;

/**
 * Writes texts of one kind as matches to where these or others of the kind stood before. Pieces beyond deflate's window
 * become literals, so that any content comes out right. Not thread-safe.
 */
final class RepeatedTexts {

    private static final long NOWHERE = Long.MIN_VALUE / 2;

    private final NumberedTexts texts;
    private final Matches matches;
    private final DiffCache diffs;
    private int former = NumberedTexts.NONE;
    /** By text: its newest place, and how much of it was written there. */
    private final long[] places;

    private final int[] written;

    RepeatedTexts(NumberedTexts texts, Matches matches) {
        this.texts = texts;
        this.matches = matches;
        diffs = new DiffCache(texts);
        places = new long[texts.size()];
        Arrays.fill(places, NOWHERE);
        written = new int[texts.size()];
    }

    /** Starts a page. Its first place is more than a window behind those of the page before. */
    void begin() {
        former = NumberedTexts.NONE;
    }

    /**
     * @param bytes how much of the text, from its front
     * @param at place on the page
     */
    void write(int text, int bytes, long at) {
        byte[] content = texts.text(text);
        DiffCache.Entry diff = diffs.diff(former, text);
        TextDiff pieces = diff.far != null && at - places[text] <= DeflateWriter.WINDOW ? diff.far : diff.near;
        int done = 0;
        for (int i = 0; i < pieces.pieces(); i++) {
            int start = pieces.start(i);
            int length = Math.min(pieces.length(i), bytes - start);
            int source = pieces.source(i);
            int offset = pieces.offset(i);
            long distance = (long) start - offset;
            if (source != TextDiff.ITSELF) {
                distance += at - places[source];
                length = Math.min(length, written[source] - offset);
            }
            if (length >= DeflateWriter.MIN_MATCH && distance <= DeflateWriter.WINDOW) {
                matches.literals(content, done, start);
                matches.copy(distance, length);
                done = start + length;
            }
        }
        matches.literals(content, done, bytes);
        former = text;
        places[text] = at;
        written[text] = bytes;
    }
}
