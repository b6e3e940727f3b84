package io.streamgauge.agent.output.prometheus.series;

import io.streamgauge.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The label texts of a plan by number, and what stands between labels and value. Immutable. */
public final class LabelTexts implements NumberedTexts {

    /** The tail that only closes the labels; the others add a quantile, 1 for the first of {@link Protocol#QUANTILES}. */
    public static final int CLOSE = 0;

    public static final int TAILS = 1 + Protocol.QUANTILES.size();

    private static final byte[][] TAILS_AFTER_LABELS = tails("} ", ",");
    private static final byte[][] TAILS_WITHOUT_LABELS = tails(" ", "{");

    private final byte[][] texts;

    LabelTexts(List<byte[]> texts) {
        this.texts = texts.toArray(new byte[0][]);
    }

    @Override
    public int size() {
        return texts.length;
    }

    /** With the closing tail behind. */
    @Override
    public byte[] text(int number) {
        return texts[number];
    }

    /** Bytes of the text before its tail. */
    public int openBytes(int number) {
        int length = texts[number].length;
        return length == 1 ? 0 : length - 2;
    }

    public byte[] tail(int number, int tail) {
        return (texts[number].length == 1 ? TAILS_WITHOUT_LABELS : TAILS_AFTER_LABELS)[tail];
    }

    private static byte[][] tails(String close, String more) {
        byte[][] tails = new byte[TAILS][];
        tails[CLOSE] = close.getBytes(StandardCharsets.US_ASCII);
        for (int i = 1; i < TAILS; i++) {
            String quantile = more + "quantile=\"" + Protocol.QUANTILES.get(i - 1) + "\"} ";
            tails[i] = quantile.getBytes(StandardCharsets.US_ASCII);
        }
        return tails;
    }
}
