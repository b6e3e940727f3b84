package io.streamgauge.agent.source.reporter;

import io.streamgauge.agent.source.reporter.snapshot.Columns;
import io.streamgauge.agent.source.reporter.snapshot.Layout;
import io.streamgauge.agent.source.reporter.snapshot.MetricDefinition;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.agent.source.reporter.snapshot.Scope;
import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.MetricType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scopes, metrics and newest values of one connection. Written by its thread alone; what others see are copies made
 * when a report is whole. Definitions past a bound are refused and counted, never an error: the rest must go on.
 */
final class MetricTable {

    // Estimated heap: objects, map entries and columns (twice: the published copy).
    private static final int SCOPE_BYTES = 300;
    private static final int LABEL_BYTES = 112;
    private static final int METRIC_BYTES = 120;
    private static final int HISTOGRAM_BYTES = 2 * 8 * Columns.STATISTICS;
    private static final int INTERNED = 20_000;

    private final IngestSettings.Bounds bounds;
    private final MemoryAccount memory;
    private final IngestCounters counters;

    /** In the order of definition. */
    private final Map<Integer, ScopeEntry> scopes = new LinkedHashMap<>();

    private final IdMap slotsById = new IdMap();
    private final Map<MetricDefinition, MetricDefinition> interned = new HashMap<>();
    private List<MetricEntry> entries = new ArrayList<>();
    private Columns columns = new Columns(64, 0);
    private int histograms;
    private int nextOrdinal;
    private boolean refused;
    private boolean changed;
    private Layout layout = Layout.EMPTY;

    private static final class ScopeEntry {
        final Scope scope;
        final long bytes;
        List<MetricEntry> metrics = new ArrayList<>();
        int live;
        boolean changed;

        ScopeEntry(Scope scope, long bytes) {
            this.scope = scope;
            this.bytes = bytes;
        }
    }

    private static final class MetricEntry {
        final MetricDefinition definition;
        final ScopeEntry scope;
        final int id;
        int slot;
        int histogram;
        boolean forgotten;

        MetricEntry(int id, MetricDefinition definition, ScopeEntry scope) {
            this.id = id;
            this.definition = definition;
            this.scope = scope;
        }

        long bytes() {
            return METRIC_BYTES
                    + 2L * definition.name().length()
                    + (definition.type() == MetricType.HISTOGRAM ? HISTOGRAM_BYTES : 0);
        }
    }

    MetricTable(IngestSettings.Bounds bounds, MemoryAccount memory, IngestCounters counters) {
        this.bounds = bounds;
        this.memory = memory;
        this.counters = counters;
    }

    void defineScope(int scopeId, String logicalScope, Map<String, String> labels, long nowEpochMillis) {
        if (scopes.containsKey(scopeId)) {
            throw malformed("scope " + scopeId + " defined twice; expected a forget between");
        }
        long bytes = SCOPE_BYTES + 2L * logicalScope.length();
        for (Map.Entry<String, String> label : labels.entrySet()) {
            bytes += LABEL_BYTES
                    + 2L * label.getKey().length()
                    + 2L * label.getValue().length();
        }
        if (scopes.size() >= bounds.scopes() || !memory.reserve(bytes)) {
            refuse();
            return;
        }
        Scope scope = new Scope(logicalScope, labels, nowEpochMillis, nextOrdinal++);
        scopes.put(scopeId, new ScopeEntry(scope, bytes));
        changed = true;
    }

    void defineMetric(int metricId, int scopeId, MetricType type, String name) {
        ScopeEntry scope = scopes.get(scopeId);
        if (scope == null) {
            if (!refused) {
                throw malformed("metric " + metricId + " of scope " + scopeId + "; expected its scope first");
            }
            refuse();
            return;
        }
        if (slotsById.get(metricId) != IdMap.NONE) {
            throw malformed("metric " + metricId + " defined twice; expected a forget between");
        }
        MetricEntry entry = new MetricEntry(metricId, intern(new MetricDefinition(name, type)), scope);
        if (slotsById.size() >= bounds.metrics() || !memory.reserve(entry.bytes())) {
            refuse();
            return;
        }
        entry.slot = entries.size();
        entry.histogram = type == MetricType.HISTOGRAM ? histograms++ : -1;
        entries.add(entry);
        makeRoom();
        columns.put(entry.slot, ProcessSnapshot.ABSENT, 0);
        slotsById.put(metricId, entry.slot);
        scope.metrics.add(entry);
        scope.live++;
        scope.changed = true;
        changed = true;
    }

    void forgetMetric(int metricId) {
        int slot = slotsById.get(metricId);
        if (slot == IdMap.NONE) {
            return;
        }
        MetricEntry entry = entries.get(slot);
        entry.forgotten = true;
        entry.scope.changed = true;
        entry.scope.live--;
        slotsById.remove(metricId);
        memory.release(entry.bytes());
        changed = true;
        // Metrics may come and go for ever between two reports.
        if (entries.size() > 1024 && entries.size() > 4 * slotsById.size()) {
            compact();
        }
    }

    void forgetScope(int scopeId) {
        ScopeEntry scope = scopes.get(scopeId);
        if (scope == null) {
            return;
        }
        if (scope.live > 0) {
            throw malformed("scope " + scopeId + " forgotten with " + scope.live + " metrics; expected none left");
        }
        scopes.remove(scopeId);
        memory.release(scope.bytes);
        changed = true;
    }

    void put(int metricId, byte kind, long bits) {
        int slot = slotsById.get(metricId);
        if (slot == IdMap.NONE) {
            counters.strayValues.increment();
            return;
        }
        if (kind != ProcessSnapshot.ABSENT && entries.get(slot).histogram >= 0) {
            throw malformed("metric " + metricId + " is a histogram; found a single number");
        }
        columns.put(slot, kind, bits);
    }

    void putHistogram(int metricId, HistogramSample sample) {
        int slot = slotsById.get(metricId);
        if (slot == IdMap.NONE) {
            counters.strayValues.increment();
            return;
        }
        int histogram = entries.get(slot).histogram;
        if (histogram < 0) {
            throw malformed("metric " + metricId + " is no histogram; found one");
        }
        columns.put(slot, histogram, sample);
    }

    /** The current layout; a new object only when something came or went since the last call. */
    Layout layout() {
        if (changed) {
            layout = compact();
            changed = false;
        }
        return layout;
    }

    /** A copy of the current values, by the slots of {@link #layout}. */
    Columns copyColumns() {
        return columns.resized(layout.slots(), layout.histograms());
    }

    /** Renumbers the slots: grouped by scope, sorted by name, without holes. */
    private Layout compact() {
        List<Scope> liveScopes = new ArrayList<>(scopes.size());
        int[] firstSlots = new int[scopes.size() + 1];
        List<MetricEntry> ordered = new ArrayList<>(slotsById.size());
        List<MetricDefinition> definitions = new ArrayList<>(slotsById.size());
        for (ScopeEntry scope : scopes.values()) {
            if (scope.changed) {
                scope.metrics.removeIf(entry -> entry.forgotten);
                scope.metrics.sort(Comparator.comparing(entry -> entry.definition.name()));
                scope.changed = false;
            }
            firstSlots[liveScopes.size()] = ordered.size();
            liveScopes.add(scope.scope);
            ordered.addAll(scope.metrics);
            scope.metrics.forEach(entry -> definitions.add(entry.definition));
        }
        firstSlots[liveScopes.size()] = ordered.size();
        move(ordered);
        return new Layout(liveScopes, firstSlots, definitions);
    }

    private void move(List<MetricEntry> ordered) {
        Columns from = columns;
        int count = (int) ordered.stream().filter(entry -> entry.histogram >= 0).count();
        columns = new Columns(ordered.size() + 16, count + 4);
        entries = ordered;
        histograms = 0;
        for (int slot = 0; slot < ordered.size(); slot++) {
            MetricEntry entry = ordered.get(slot);
            columns.copySlot(slot, from, entry.slot);
            if (entry.histogram >= 0) {
                columns.copyHistogram(histograms, from, entry.histogram);
                entry.histogram = histograms++;
            }
            if (entry.slot != slot) {
                entry.slot = slot;
                slotsById.put(entry.id, slot);
            }
        }
    }

    private void makeRoom() {
        if (entries.size() > columns.slots() || histograms > columns.histograms()) {
            columns = columns.resized(
                    Math.max(columns.slots(), entries.size() * 2), Math.max(columns.histograms(), histograms * 2));
        }
    }

    private MetricDefinition intern(MetricDefinition definition) {
        if (interned.size() >= INTERNED) {
            interned.clear();
        }
        MetricDefinition known = interned.putIfAbsent(definition, definition);
        return known == null ? definition : known;
    }

    private void refuse() {
        refused = true;
        counters.refusedDefinitions.increment();
    }

    private static ProtocolViolation malformed(String problem) {
        return new ProtocolViolation(ProtocolViolation.MALFORMED, problem);
    }
}
