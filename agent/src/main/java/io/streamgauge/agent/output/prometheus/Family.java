package io.streamgauge.agent.output.prometheus;

import java.nio.charset.StandardCharsets;

/**
 * All series of one name over all processes, sorted by label text. Immutable.
 *
 * <p>Row {@code r} is slot {@code slots[r]} of process {@code processes[r]}, under {@code labels[r]}.
 */
final class Family {

    /** What the rows hold. */
    enum Type {
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

    final String name;
    final byte[] nameBytes;
    final byte[] countNameBytes;
    final byte[] sumNameBytes;
    final Type type;
    final long sentinel;
    final byte[][] labels;
    final int[] processes;
    final int[] slots;
    private final byte[] textHeader;
    private final byte[] openMetricsHeader;

    /** Takes over the arrays. */
    Family(String name, String help, Type type, long sentinel, byte[][] labels, int[] processes, int[] slots) {
        this.name = name;
        this.type = type;
        this.sentinel = sentinel;
        this.labels = labels;
        this.processes = processes;
        this.slots = slots;
        nameBytes = utf8(name);
        countNameBytes = utf8(name + "_count");
        sumNameBytes = utf8(name + "_sum");
        textHeader = Names.header(name, type.in(PageFormat.TEXT), help, PageFormat.TEXT);
        openMetricsHeader = Names.header(name, type.in(PageFormat.OPENMETRICS), help, PageFormat.OPENMETRICS);
    }

    byte[] header(PageFormat format) {
        return format == PageFormat.TEXT ? textHeader : openMetricsHeader;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
