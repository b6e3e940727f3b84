package io.streamgauge.agent.output.prometheus.gzip;

import io.streamgauge.agent.output.prometheus.deflate.DeflateWriter;
import io.streamgauge.agent.output.prometheus.series.ExpositionPlan;
import io.streamgauge.agent.output.prometheus.series.Family;
import io.streamgauge.agent.output.prometheus.series.LabelTexts;
import io.streamgauge.agent.output.prometheus.series.Lines;
import io.streamgauge.agent.output.prometheus.series.NumberedTexts;
import io.streamgauge.agent.output.prometheus.text.ChunkedOutput;
import io.streamgauge.agent.output.prometheus.text.NumberPrinter;
import io.streamgauge.agent.output.prometheus.text.PageFormat;
import java.util.Arrays;

/**
 * Writes lines as deflate matches and literals, without searching: a line repeats the one before but for a few label
 * values and the number, and where it does is found once for two neighbouring label texts. The lines are written plain as
 * well, for the checksum. Not thread-safe.
 */
final class StructuralLines implements Lines {

    /** A match of fewer digits costs more than the digits, unless it only makes another one longer. */
    private static final int MIN_DIGITS = 5;

    private static final int NONE = -1;
    private static final long NOWHERE = Long.MIN_VALUE / 2;

    private final LabelTexts labels;
    private final PageFormat format;
    private final RepeatedTexts repeatedLabels;
    private final RepeatedTexts repeatedHeaders;
    private final Matches matches;
    private ChunkedOutput plain;

    // Places count plain bytes; those of one page are out of reach for the next.
    private long at;
    private boolean lineOpen;
    private Family family = Family.NONE;
    private long lineAt;
    private int lineSuffix;
    private int lineTail;
    private long tailAt;
    private long numberAt;
    private int numberBytes;
    private final long[] tailsAt = new long[LabelTexts.TAILS];
    private byte[] number = new byte[NumberPrinter.MAX_BYTES];
    private byte[] formerNumber = new byte[NumberPrinter.MAX_BYTES];

    StructuralLines(ExpositionPlan plan, PageFormat format, DeflateWriter deflate, ChunkedOutput plain) {
        this.format = format;
        this.plain = plain;
        labels = plan.labels();
        matches = new Matches(deflate);
        repeatedLabels = new RepeatedTexts(labels, matches);
        repeatedHeaders = new RepeatedTexts(
                new NumberedTexts() {
                    @Override
                    public int size() {
                        return plan.families().size();
                    }

                    @Override
                    public byte[] text(int number) {
                        return plan.families().get(number).header(format);
                    }
                },
                matches);
        Arrays.fill(tailsAt, NOWHERE);
    }

    /** Starts a page; what was learnt of the texts is kept. */
    void begin(ChunkedOutput to) {
        plain = to;
        at += DeflateWriter.WINDOW + 1;
        lineOpen = false;
        lineTail = NONE;
        numberBytes = 0;
        repeatedLabels.begin();
        repeatedHeaders.begin();
        matches.begin();
    }

    /** Ends the page and the deflate stream. */
    void end(byte[] last) {
        closeLine();
        plain.write(last);
        matches.literals(last, 0, last.length);
        matches.end();
    }

    @Override
    public void family(Family begun) {
        closeLine();
        byte[] header = begun.header(format);
        plain.write(header);
        repeatedHeaders.write(begun.number, header.length, at);
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
        if (tail == LabelTexts.CLOSE) {
            plain.line(name, label, number, numberBytes + 1);
            name(name, suffix);
            repeatedLabels.write(text, label.length, at);
            at += label.length;
            lineTail = tail;
        } else {
            int labelBytes = labels.openBytes(text);
            byte[] tailBytes = labels.tail(text, tail);
            plain.write(name);
            plain.write(label, 0, labelBytes);
            plain.write(tailBytes);
            plain.write(number, 0, numberBytes + 1);
            name(name, suffix);
            repeatedLabels.write(text, labelBytes, at);
            at += labelBytes;
            tail(tail, tailBytes, labelBytes == 0);
        }
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
            matches.literals(name, same, name.length);
            at = next;
        } else {
            copyOr(family.nameToHeaderEnd(format), 0, base, name);
            matches.literals(name, base, name.length);
        }
        lineAt = at;
        lineSuffix = suffix;
        at += name.length;
        lineOpen = true;
    }

    /** So many line ends (none or one) and bytes of the name, from so far back. */
    private void copyOr(long distance, int newlines, int count, byte[] name) {
        if (distance <= DeflateWriter.WINDOW && newlines + count >= DeflateWriter.MIN_MATCH) {
            matches.copy(distance, newlines + count);
        } else {
            if (newlines > 0) {
                matches.literal('\n');
            }
            matches.literals(name, 0, count);
        }
    }

    private void tail(int tail, byte[] bytes, boolean bare) {
        long sameAsFormer = at - tailAt;
        if (tail == lineTail && !bare && matches.goesOnAt(sameAsFormer)) {
            matches.copy(sameAsFormer, bytes.length);
        } else if (!bare && at - tailsAt[tail] <= DeflateWriter.WINDOW) {
            matches.copy(at - tailsAt[tail], bytes.length);
        } else {
            matches.literals(bytes, 0, bytes.length);
        }
        // Lines without labels have tails of their own, which are not remembered.
        lineTail = bare ? NONE : tail;
        if (!bare) {
            tailAt = at;
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
        if (same > 0 && (same >= MIN_DIGITS ? distance <= DeflateWriter.WINDOW : matches.goesOnAt(distance))) {
            matches.copy(distance, same);
        } else {
            same = 0;
        }
        matches.literals(number, same, numberBytes);
        numberAt = at;
        at += numberBytes;
    }

    private void closeLine() {
        if (lineOpen) {
            matches.literal('\n');
            at++;
            lineOpen = false;
        }
    }
}
