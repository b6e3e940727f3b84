package io.streamgauge.agent.output.prometheus.series;

/** Texts of one kind, such as all label texts of a plan. Immutable. */
public interface NumberedTexts {

    /** Instead of a number: no text. */
    int NONE = -1;

    int size();

    byte[] text(int number);
}
