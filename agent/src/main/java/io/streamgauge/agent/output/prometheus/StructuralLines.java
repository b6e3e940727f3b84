package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.output.prometheus.deflate.DeflateWriter;
import java.util.Arrays;

/**
 * Writes lines as deflate matches and literals, without searching: a line repeats the one before but for a few label
 * values and the number, and where it does is found once for two neighbouring label texts. The lines are written plain as
 * well, for the checksum. Distances beyond deflate's window become literals, so that any content comes out right; not
 * thread-safe.
 */
final class StructuralLines implements Lines {

    /** A match of fewer digits costs more than the digits, unless it only makes another one longer. */
    private static final int MIN_DIGITS = 5;

    private static final int NONE = -1;
    private static final long NOWHERE = Long.MIN_VALUE / 2;

    private final LabelTexts labels;
    private final PageFormat format;
    private final DiffCache labelDiffs;
    private final DiffCache headerDiffs;
    private final DeflateWriter deflate;
    private ChunkedOutput plain;

    // Places count plain bytes since begin().
    private long at;
    private boolean lineOpen;
    private Family family = Family.NONE;
    private int headerNumber;
    private long headerAt;
    private long lineAt;
    private int lineSuffix;
    private int labelNumber;
    private long labelsAt;
    private int lineTail;
    private long tailAt;
    private long numberAt;
    private int numberBytes;
    private final long[] tailsAt = new long[LabelTexts.TAILS];
    private byte[] number = new byte[NumberPrinter.MAX_BYTES];
    private byte[] formerNumber = new byte[NumberPrinter.MAX_BYTES];

    // The match that may still become longer.
    private int openBytes;
    private long openDistance;

    StructuralLines(ExpositionPlan plan, PageFormat format, DeflateWriter deflate, ChunkedOutput plain) {
        this.format = format;
        this.deflate = deflate;
        this.plain = plain;
        labels = plan.labels();
        labelDiffs = new DiffCache(labels.size(), new DiffCache.Texts() {
            @Override
            public byte[] text(int number) {
                return labels.text(number);
            }

            @Override
            public int bytes(int number) {
                return labels.openBytes(number);
            }
        });
        headerDiffs = new DiffCache(plan.families().size(), new DiffCache.Texts() {
            @Override
            public byte[] text(int number) {
                return plan.families().get(number).header(format);
            }

            @Override
            public int bytes(int number) {
                return text(number).length;
            }
        });
    }

    /** Starts a page; what was learnt of the texts is kept. */
    void begin(ChunkedOutput to) {
        plain = to;
        at = 0;
        lineOpen = false;
        headerNumber = DiffCache.ALONE;
        labelNumber = DiffCache.ALONE;
        lineTail = NONE;
        numberBytes = 0;
        openBytes = 0;
        Arrays.fill(tailsAt, NOWHERE);
        deflate.begin();
    }

    /** Ends the page and the deflate stream. */
    void end(byte[] last) {
        closeLine();
        plain.write(last);
        literals(last, 0, last.length);
        closeMatch();
        deflate.end();
    }

    @Override
    public void family(Family begun) {
        closeLine();
        byte[] header = begun.header(format);
        plain.write(header);
        TextDiff diff = headerDiffs.diff(headerNumber, begun.number);
        if (headerNumber != DiffCache.ALONE && at + header.length - headerAt > DeflateWriter.WINDOW) {
            // Too far back to be of use.
            diff = headerDiffs.diff(DiffCache.ALONE, begun.number);
        }
        pieces(diff, headerAt, at, header, header.length);
        headerNumber = begun.number;
        headerAt = at;
        at += header.length;
        family = begun;
    }

    @Override
    public void line(int suffix, int text, int tail, boolean isDouble, long bits) {
        byte[] former = number;
        number = formerNumber;
        formerNumber = former;
        int formerBytes = numberBytes;
        numberBytes = isDouble
                ? NumberPrinter.print(Double.longBitsToDouble(bits), number, 0)
                : NumberPrinter.print(bits, number, 0);
        number[numberBytes] = '\n';
        byte[] name = family.nameBytes(suffix);
        byte[] label = labels.text(text);
        int labelBytes = labels.openBytes(text);
        byte[] tailBytes = labels.tail(text, tail);
        if (tail == LabelTexts.CLOSE) {
            plain.line(name, label, number, numberBytes + 1);
        } else {
            plain.write(name);
            plain.write(label, 0, labelBytes);
            plain.write(tailBytes);
            plain.write(number, 0, numberBytes + 1);
        }
        name(name, suffix);
        TextDiff diff = labelDiffs.diff(labelNumber, text);
        pieces(diff, labelsAt, at, label, labelBytes);
        labelNumber = text;
        labelsAt = at;
        at += labelBytes;
        tail(tail, tailBytes, labelBytes == 0);
        number(formerBytes);
    }

    /** The line end before, and the name. */
    private void name(byte[] name, int suffix) {
        int base = family.nameBytes(Family.PLAIN).length;
        if (lineOpen) {
            // As the line before: every line stands behind a line end.
            long next = at + 1;
            int same = suffix == lineSuffix ? name.length : base;
            copyOr(next - lineAt, 1, same, name);
            literals(name, same, name.length);
            at = next;
        } else {
            copyOr(family.nameToHeaderEnd(format), 0, base, name);
            literals(name, base, name.length);
        }
        lineAt = at;
        lineSuffix = suffix;
        at += name.length;
        lineOpen = true;
    }

    /** So many line ends (none or one) and bytes of the name, from so far back. */
    private void copyOr(long distance, int newlines, int count, byte[] name) {
        if (distance <= DeflateWriter.WINDOW && newlines + count >= DeflateWriter.MIN_MATCH) {
            copy(distance, newlines + count);
        } else {
            if (newlines > 0) {
                newline();
            }
            literals(name, 0, count);
        }
    }

    private void tail(int tail, byte[] bytes, boolean bare) {
        long sameAsFormer = at - tailAt;
        if (tail == lineTail && !bare && openBytes > 0 && openDistance == sameAsFormer) {
            openBytes += bytes.length;
        } else if (!bare && bytes.length > MIN_DIGITS && at - tailsAt[tail] <= DeflateWriter.WINDOW) {
            copy(at - tailsAt[tail], bytes.length);
        } else {
            literals(bytes, 0, bytes.length);
        }
        // Lines without labels have tails of their own, which are not remembered.
        lineTail = bare ? NONE : tail;
        tailAt = at;
        if (!bare) {
            tailsAt[tail] = at;
        }
        at += bytes.length;
    }

    private void number(int formerBytes) {
        int shorter = Math.min(formerBytes, numberBytes);
        int same = 0;
        while (same < shorter && number[same] == formerNumber[same]) {
            same++;
        }
        long distance = at - numberAt;
        if (same > 0 && openBytes > 0 && openDistance == distance) {
            openBytes += same;
        } else if (same >= MIN_DIGITS && distance <= DeflateWriter.WINDOW) {
            copy(distance, same);
        } else {
            same = 0;
        }
        literals(number, same, numberBytes);
        numberAt = at;
        at += numberBytes;
    }

    private void closeLine() {
        if (lineOpen) {
            newline();
            at++;
            lineOpen = false;
        }
    }

    private void newline() {
        closeMatch();
        deflate.literal((byte) '\n');
    }

    /** A text that starts here, put together from the other one and from itself. */
    private void pieces(TextDiff diff, long otherAt, long textAt, byte[] text, int textBytes) {
        int done = 0;
        for (int i = 0; i < diff.pieces(); i++) {
            int start = diff.start(i);
            int length = diff.length(i);
            int source = diff.source(i);
            literals(text, done, start);
            long distance = source >= 0 ? textAt + start - (otherAt + source) : start - ~source;
            if (distance <= DeflateWriter.WINDOW) {
                copy(distance, length);
            } else {
                literals(text, start, start + length);
            }
            done = start + length;
        }
        literals(text, done, textBytes);
    }

    private void copy(long distance, int count) {
        if (openBytes > 0 && openDistance == distance) {
            openBytes += count;
        } else {
            closeMatch();
            openBytes = count;
            openDistance = distance;
        }
    }

    private void literals(byte[] bytes, int from, int to) {
        if (from < to) {
            closeMatch();
            deflate.literals(bytes, from, to);
        }
    }

    private void closeMatch() {
        if (openBytes > 0) {
            deflate.match(openBytes, (int) openDistance);
            openBytes = 0;
        }
    }
}
