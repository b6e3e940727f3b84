package io.streamgauge.agent.source.reporter.snapshot;

import io.streamgauge.wire.MetricType;
import java.util.List;

/**
 * Which metric lives in which slot of a {@link ProcessSnapshot}. Immutable, and the same object until a scope or metric
 * comes or goes. Slots are grouped by scope: those of scope {@code s} are {@code firstSlot(s)} to
 * {@code firstSlot(s + 1)}, sorted by name.
 */
public final class Layout {

    public static final Layout EMPTY = new Layout(List.of(), new int[] {0}, List.of());

    private final List<Scope> scopes;
    private final int[] firstSlots;
    private final List<MetricDefinition> metrics;
    private final int[] histogramIndexes;
    private final int histograms;

    /** Takes over the array. */
    public Layout(List<Scope> scopes, int[] firstSlots, List<MetricDefinition> metrics) {
        this.scopes = List.copyOf(scopes);
        this.firstSlots = firstSlots;
        this.metrics = List.copyOf(metrics);
        histogramIndexes = new int[metrics.size()];
        int next = 0;
        for (int slot = 0; slot < histogramIndexes.length; slot++) {
            histogramIndexes[slot] = metrics.get(slot).type() == MetricType.HISTOGRAM ? next++ : -1;
        }
        histograms = next;
    }

    public List<Scope> scopes() {
        return scopes;
    }

    /** Of the scope at this place of {@link #scopes}; also defined one past the last. */
    public int firstSlot(int scopeIndex) {
        return firstSlots[scopeIndex];
    }

    public MetricDefinition metric(int slot) {
        return metrics.get(slot);
    }

    /** Number of metrics. */
    public int slots() {
        return metrics.size();
    }

    public int histograms() {
        return histograms;
    }

    /** Place of this slot among the histograms; -1 for a metric that is none. */
    public int histogramIndex(int slot) {
        return histogramIndexes[slot];
    }
}
