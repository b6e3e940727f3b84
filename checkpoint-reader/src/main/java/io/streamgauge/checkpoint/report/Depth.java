package io.streamgauge.checkpoint.report;

/** How much is read. Each includes the ones before. */
public enum Depth {
    /** {@code _metadata}, and of each new table file properties and index: a few thousandths of the bytes. */
    SIZES,
    /** Also the data of a few key groups, the same ones in each checkpoint: a sample of the live keys. */
    KEYS,
    /** Also all data, of one state or of all. */
    FULL
}
