package io.streamgauge.agent.output.prometheus.gzip;

import io.streamgauge.agent.output.prometheus.series.NumberedTexts;
import org.jspecify.annotations.Nullable;

/** Diffs between numbered texts; made when first asked for. Most texts only ever follow one or two others. */
final class DiffCache {

    /** A text that follows ever other ones, because values come and go, keeps the newest few. */
    private static final int KEPT = 6;

    /** How a text follows another one. */
    static final class Entry {
        final TextDiff near;
        /** Made from the same text's former place; null where it is no better than near. */
        final @Nullable TextDiff far;

        private final int other;
        private final @Nullable Entry next;
        private final int depth;

        Entry(int other, TextDiff near, @Nullable TextDiff far, @Nullable Entry next) {
            this.other = other;
            this.near = near;
            this.far = far;
            this.next = next;
            depth = next == null ? 1 : next.depth + 1;
        }
    }

    private final DiffSearch search;
    private final @Nullable Entry[] entries;

    DiffCache(NumberedTexts texts) {
        search = new DiffSearch(texts);
        entries = new Entry[texts.size()];
    }

    /** @param other number of the text before, or {@link NumberedTexts#NONE} */
    Entry diff(int other, int text) {
        for (Entry entry = entries[text]; entry != null; entry = entry.next) {
            if (entry.other == other) {
                return entry;
            }
        }
        TextDiff near = search.near(other, text);
        Entry known = entries[text];
        Entry made = new Entry(
                other, near, search.far(near, other, text), known == null || known.depth == KEPT ? null : known);
        entries[text] = made;
        return made;
    }
}
