package io.streamgauge.wire;

import java.util.List;

/** The constants both ends agree on. docs/wire.md describes the format byte by byte. */
public final class Protocol {

    /** Raised when a change cannot be skipped by an older peer. */
    public static final int VERSION = 1;

    /** First four bytes of a hello: "SGWP". */
    public static final int MAGIC = 0x53475750;

    /** Path of the agent's WebSocket endpoint. */
    public static final String PATH = "/ingest";

    /** No frame is longer; a longer one ends its connection. */
    public static final int MAX_FRAME_BYTES = 1 << 20;

    /** Writers start a new frame at about this length, so that a slow link never waits behind a large one. */
    public static final int TARGET_FRAME_BYTES = 48 << 10;

    /** No string is longer, in UTF-8 bytes. Writers cut longer ones; readers refuse them. */
    public static final int MAX_STRING_BYTES = 16 << 10;

    /** No scope has more labels and no span or event more attributes. */
    public static final int MAX_ENTRIES = 256;

    /** Spans nest no deeper: checkpoint, task, subtask, and one to spare. */
    public static final int MAX_SPAN_DEPTH = 4;

    /** The quantiles of every histogram, in the order of {@link HistogramSample#quantile}; those of Flink's PrometheusReporter. */
    public static final List<Double> QUANTILES = List.of(0.5, 0.75, 0.95, 0.98, 0.99, 0.999);

    private Protocol() {}
}
