package io.streamgauge.agent.output.prometheus.series;

/** Takes Flink's own series line by line. Names and labels are those of the plan, so that a taker may know them before. */
public interface Lines {

    /** A family begins. */
    void family(Family family);

    /**
     * A line of the family begun last.
     *
     * @param suffix of the name: {@link Family#PLAIN} and others
     * @param text number of the label text
     * @param tail {@link LabelTexts#CLOSE} or a quantile
     * @param bits a long, or the raw bits of a double
     */
    void line(int suffix, int text, int tail, boolean isDouble, long bits);
}
