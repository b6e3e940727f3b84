package io.streamgauge.agent.output.prometheus.series;

import io.streamgauge.agent.output.prometheus.text.Names;
import io.streamgauge.agent.output.prometheus.text.PageFormat;
import java.nio.charset.StandardCharsets;

/**
 * All series of one name over all processes, sorted by label text. Immutable.
 *
 * <p>Row {@code r} is slot {@code slots[r]} of process {@code processes[r]}, under the plan's label text {@code texts[r]}.
 */
public final class Family {

    public static final int PLAIN = 0;
    static final int COUNT = 1;
    static final int SUM = 2;

    /** What the rows hold. */
    public enum Type {
        COUNTER("counter", "unknown"),
        GAUGE("gauge", "gauge"),
        SUMMARY("summary", "summary");

        private final String text;
        // OpenMetrics demands _total of a counter's samples; Flink's names have none, and they stay.
        private final String openMetrics;

        Type(String text, String openMetrics) {
            this.text = text;
            this.openMetrics = openMetrics;
        }

        String in(PageFormat format) {
            return format == PageFormat.TEXT ? text : openMetrics;
        }
    }

    public final int number;
    final String name;
    /** By suffix: {@link #PLAIN}, {@link #COUNT}, {@link #SUM}. */
    private final byte[][] nameBytes;

    final Type type;
    final long sentinel;
    final int[] texts;
    final int[] processes;
    final int[] slots;
    private final byte[] textHeader;
    private final byte[] openMetricsHeader;

    /** Before the first. */
    public static final Family NONE =
            new Family(-1, "", "", Type.GAUGE, 0, new Rows(new int[0], new int[0], new int[0]));

    /** Arrays of equal length, taken over. */
    static final class Rows {
        final int[] texts;
        final int[] processes;
        final int[] slots;

        Rows(int[] texts, int[] processes, int[] slots) {
            this.texts = texts;
            this.processes = processes;
            this.slots = slots;
        }
    }

    /** @param number place on the page */
    Family(int number, String name, String help, Type type, long sentinel, Rows rows) {
        this.number = number;
        this.name = name;
        this.type = type;
        this.sentinel = sentinel;
        texts = rows.texts;
        processes = rows.processes;
        slots = rows.slots;
        nameBytes = new byte[][] {utf8(name), utf8(name + "_count"), utf8(name + "_sum")};
        textHeader = Names.header(name, type.in(PageFormat.TEXT), help, PageFormat.TEXT);
        openMetricsHeader = Names.header(name, type.in(PageFormat.OPENMETRICS), help, PageFormat.OPENMETRICS);
    }

    public byte[] nameBytes(int suffix) {
        return nameBytes[suffix];
    }

    /** From the name in the header's last line to the header's end. */
    public int nameToHeaderEnd(PageFormat format) {
        return nameBytes[PLAIN].length + 2 + type.in(format).length();
    }

    public byte[] header(PageFormat format) {
        return format == PageFormat.TEXT ? textHeader : openMetricsHeader;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
