package io.streamgauge.agent.source.reporter.snapshot;

import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.Protocol;
import java.util.Arrays;

/** Numbers by slot. Not thread-safe: one connection writes, copies are published. */
public final class Columns {

    /** Sum, min, max, mean, then the quantiles. */
    public static final int STATISTICS = 4 + Protocol.QUANTILES.size();

    private final byte[] kinds;
    private final long[] bits;
    private final double[] statistics;

    public Columns(int slots, int histograms) {
        this(new byte[slots], new long[slots], new double[histograms * STATISTICS]);
    }

    private Columns(byte[] kinds, long[] bits, double[] statistics) {
        this.kinds = kinds;
        this.bits = bits;
        this.statistics = statistics;
    }

    /** The same values with room for at least so many, or cut to so many. */
    public Columns resized(int slots, int histograms) {
        return new Columns(
                Arrays.copyOf(kinds, slots),
                Arrays.copyOf(bits, slots),
                Arrays.copyOf(statistics, histograms * STATISTICS));
    }

    public int slots() {
        return kinds.length;
    }

    public int histograms() {
        return statistics.length / STATISTICS;
    }

    public byte kind(int slot) {
        return kinds[slot];
    }

    public long bits(int slot) {
        return bits[slot];
    }

    public double statistic(int histogram, int index) {
        return statistics[histogram * STATISTICS + index];
    }

    public void put(int slot, byte kind, long value) {
        kinds[slot] = kind;
        bits[slot] = value;
    }

    public void put(int slot, int histogram, HistogramSample sample) {
        put(slot, ProcessSnapshot.HISTOGRAM, sample.count());
        int at = histogram * STATISTICS;
        statistics[at] = sample.sum();
        statistics[at + 1] = sample.min();
        statistics[at + 2] = sample.max();
        statistics[at + 3] = sample.mean();
        for (int i = 0; i < Protocol.QUANTILES.size(); i++) {
            statistics[at + 4 + i] = sample.quantile(i);
        }
    }

    public void copySlot(int slot, Columns from, int fromSlot) {
        put(slot, from.kinds[fromSlot], from.bits[fromSlot]);
    }

    public void copyHistogram(int histogram, Columns from, int fromHistogram) {
        System.arraycopy(from.statistics, fromHistogram * STATISTICS, statistics, histogram * STATISTICS, STATISTICS);
    }
}
