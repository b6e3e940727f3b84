package io.streamgauge.agent.source.reporter.snapshot;

import io.streamgauge.wire.Protocol;

/**
 * All values of one process as of its last whole report. Immutable: may be read by any thread, and never mixes two
 * reports. Values are addressed by the slots of {@link #layout}.
 */
public final class ProcessSnapshot {

    /** No number was read: null, NaN, a string, or the gauge threw or blocked. Never 0. */
    public static final byte ABSENT = 0;

    public static final byte LONG = 1;
    public static final byte DOUBLE = 2;
    public static final byte HISTOGRAM = 3;

    private final ProcessIdentity identity;
    private final Layout layout;
    private final Columns columns;
    private final long reportEpochMillis;
    private final long receivedEpochMillis;

    /** Takes over the columns. */
    public ProcessSnapshot(
            ProcessIdentity identity,
            Layout layout,
            Columns columns,
            long reportEpochMillis,
            long receivedEpochMillis) {
        this.identity = identity;
        this.layout = layout;
        this.columns = columns;
        this.reportEpochMillis = reportEpochMillis;
        this.receivedEpochMillis = receivedEpochMillis;
    }

    public ProcessIdentity identity() {
        return identity;
    }

    public Layout layout() {
        return layout;
    }

    /** By the process's clock. */
    public long reportEpochMillis() {
        return reportEpochMillis;
    }

    /** By the agent's clock. */
    public long receivedEpochMillis() {
        return receivedEpochMillis;
    }

    /** {@link #ABSENT}, {@link #LONG}, {@link #DOUBLE} or {@link #HISTOGRAM}. */
    public byte kind(int slot) {
        return columns.kind(slot);
    }

    /** The value of a long, the raw bits of a double, the count of a histogram. */
    public long bits(int slot) {
        return columns.bits(slot);
    }

    /** The number in this slot; NaN when absent; a histogram's count. */
    public double value(int slot) {
        return switch (columns.kind(slot)) {
            case ABSENT -> Double.NaN;
            case DOUBLE -> Double.longBitsToDouble(columns.bits(slot));
            default -> columns.bits(slot);
        };
    }

    /** Of a histogram: NaN where the process does not know it, as with Flink's own histograms. */
    public double sum(int slot) {
        return statistic(slot, 0);
    }

    public double min(int slot) {
        return statistic(slot, 1);
    }

    public double max(int slot) {
        return statistic(slot, 2);
    }

    public double mean(int slot) {
        return statistic(slot, 3);
    }

    /** The quantile at this place of {@link Protocol#QUANTILES}; NaN where not known. */
    public double quantile(int slot, int index) {
        return statistic(slot, 4 + index);
    }

    private double statistic(int slot, int index) {
        int histogram = layout.histogramIndex(slot);
        if (histogram < 0 || columns.kind(slot) != HISTOGRAM) {
            return Double.NaN;
        }
        return columns.statistic(histogram, index);
    }

    @Override
    public String toString() {
        return "ProcessSnapshot[" + identity.processId() + ", " + layout.slots() + " metrics]";
    }
}
