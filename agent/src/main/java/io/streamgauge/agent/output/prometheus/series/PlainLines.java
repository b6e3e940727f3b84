package io.streamgauge.agent.output.prometheus.series;

import io.streamgauge.agent.output.prometheus.text.ChunkedOutput;
import io.streamgauge.agent.output.prometheus.text.PageFormat;

/** Writes lines as they are. */
public final class PlainLines implements Lines {

    private final LabelTexts labels;
    private final PageFormat format;
    private final ChunkedOutput out;
    private Family family;

    public PlainLines(ExpositionPlan plan, PageFormat format, ChunkedOutput out) {
        labels = plan.labels();
        this.format = format;
        this.out = out;
        family = Family.NONE;
    }

    @Override
    public void family(Family begun) {
        family = begun;
        out.write(begun.header(format));
    }

    @Override
    public void line(int suffix, int text, int tail, boolean isDouble, long bits) {
        byte[] label = labels.text(text);
        if (tail == LabelTexts.CLOSE) {
            out.line(family.nameBytes(suffix), label, isDouble, bits);
        } else {
            out.write(family.nameBytes(suffix));
            out.write(label, 0, labels.openBytes(text));
            out.write(labels.tail(text, tail));
            out.number(isDouble, bits);
        }
    }
}
