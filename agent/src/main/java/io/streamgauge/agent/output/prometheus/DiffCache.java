package io.streamgauge.agent.output.prometheus;

import org.jspecify.annotations.Nullable;

/** Diffs between numbered texts; made when first asked for. Most texts only ever follow one or two others. */
final class DiffCache {

    /** Instead of another text: only the text itself. */
    static final int ALONE = -1;

    private static final byte[] NOTHING = {};

    /** The texts. */
    interface Texts {
        byte[] text(int number);

        int bytes(int number);
    }

    /** A text that follows ever other ones, because values come and go, keeps the newest few. */
    private static final int KEPT = 6;

    private record Entry(int other, TextDiff diff, @Nullable Entry next, int depth) {}

    private final Texts texts;
    private final @Nullable Entry[] entries;

    DiffCache(int size, Texts texts) {
        this.texts = texts;
        entries = new Entry[size];
    }

    /** How this text follows from the other one. */
    TextDiff diff(int other, int text) {
        for (Entry entry = entries[text]; entry != null; entry = entry.next) {
            if (entry.other == other) {
                return entry.diff;
            }
        }
        TextDiff diff = TextDiff.of(
                other == ALONE ? NOTHING : texts.text(other),
                other == ALONE ? 0 : texts.bytes(other),
                texts.text(text),
                texts.bytes(text));
        Entry known = entries[text];
        entries[text] = known == null || known.depth == KEPT
                ? new Entry(other, diff, null, 1)
                : new Entry(other, diff, known, known.depth + 1);
        return diff;
    }
}
