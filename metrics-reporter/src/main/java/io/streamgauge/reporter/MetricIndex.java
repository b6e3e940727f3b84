package io.streamgauge.reporter;

import io.streamgauge.wire.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * All registered metrics by scope and name. A metric object may be registered many times, so nothing is keyed by it.
 * Owned by the reporter's thread.
 */
final class MetricIndex {

    /** UTF-8 takes at most 3 bytes a character, so that a scope always fits a frame. */
    private static final int MAX_LABEL_CHARS = Protocol.MAX_FRAME_BYTES / 4;
    /** Groups remembered for one scope; more are found by their labels, slower. */
    private static final int MAX_GROUPS_OF_SCOPE = 4;

    private final int maxMetrics;
    private final IdentityHashMap<Object, Scope> scopeByGroup = new IdentityHashMap<>();
    private final Map<Scope, Scope> scopes = new HashMap<>();
    /** Under a name that is registered more than once: the metrics before the latest, in order. Almost always empty. */
    private final Map<Entry, List<Metric>> earlier = new HashMap<>();

    private final List<Scope> scopesById = new ArrayList<>();
    private final List<Entry> entriesById = new ArrayList<>();
    private final Forgotten forgotten = new Forgotten();
    private boolean holes;
    private int nextScopeId;
    private int nextMetricId;
    private int registrations;
    private long refused;

    MetricIndex(int maxMetrics) {
        this.maxMetrics = maxMetrics;
    }

    /** Returns false if there were too many metrics or too long labels; the refusal is counted. */
    boolean add(Metric metric, String name, MetricGroup group) {
        if (registrations >= maxMetrics) {
            refused++;
            return false;
        }
        // Fails here and not half way, should it be foreign.
        Entry.typeOf(metric);
        Scope scope = scopeOf(group);
        if (scope.gone) {
            if (scope.labelLength() > MAX_LABEL_CHARS) {
                refused++;
                return false;
            }
            scope = register(scope, identity(group));
        }
        register(metric, name, scope);
        return true;
    }

    /** Registers a metric of the reporter itself, without labels. */
    void addOwn(Metric metric, String name, String logicalScope) {
        Scope probe = new Scope(logicalScope, Map.of(), nextScopeId);
        Scope known = scopes.get(probe);
        register(metric, name, known == null ? register(probe, probe) : known);
    }

    void remove(Metric metric, String name, MetricGroup group) {
        Scope scope = scopeOf(group);
        Entry entry = scope.entries.get(name);
        if (entry == null) {
            // Refused, or its add was dropped.
            return;
        }
        List<Metric> older = earlier.get(entry);
        if (older == null) {
            if (entry.metric == metric) {
                registrations--;
                scope.entries.remove(name);
                bury(entry);
            }
            return;
        }
        if (entry.metric == metric) {
            registrations--;
            Metric before = older.remove(older.size() - 1);
            replace(entry, before, older);
        } else {
            for (int i = older.size() - 1; i >= 0; i--) {
                if (older.get(i) == metric) {
                    registrations--;
                    older.remove(i);
                    break;
                }
            }
            if (older.isEmpty()) {
                earlier.remove(entry);
            }
        }
    }

    private void register(Metric metric, String name, Scope scope) {
        Entry entry = scope.entries.get(name);
        if (entry == null) {
            appendEntry(Entry.of(scope, name, nextMetricId, metric));
        } else {
            List<Metric> older = earlier.getOrDefault(entry, new ArrayList<>(1));
            older.add(entry.metric);
            replace(entry, metric, older);
        }
        registrations++;
    }

    /** Another metric takes this one's place; an agent never sees an id change its type. */
    private void replace(Entry entry, Metric metric, List<Metric> older) {
        earlier.remove(entry);
        Entry now = entry;
        if (Entry.typeOf(metric) == Entry.typeOf(entry.metric)) {
            entry.metric = metric;
        } else {
            now = Entry.of(entry.scope, entry.name, nextMetricId, metric);
            appendEntry(now);
            bury(entry);
        }
        if (!older.isEmpty()) {
            earlier.put(now, older);
        }
    }

    private void appendEntry(Entry entry) {
        nextMetricId++;
        entry.scope.entries.put(entry.name, entry);
        entriesById.add(entry);
    }

    private void bury(Entry entry) {
        entry.gone = true;
        holes = true;
        forgotten.metric(entry.id);
        Scope scope = entry.scope;
        if (scope.entries.isEmpty()) {
            scope.gone = true;
            scopes.remove(scope);
            for (Object group : scope.groups) {
                scopeByGroup.remove(group);
            }
            forgotten.scope(scope.id);
        }
    }

    /** The scope that is known for this group, or a new one that is not registered yet and counts as gone. */
    private Scope scopeOf(MetricGroup group) {
        Object identity = identity(group);
        Scope known = scopeByGroup.get(identity);
        if (known != null) {
            return known;
        }
        String logicalScope = LogicalScopeProvider.castFrom(group).getLogicalScope(CharacterFilter.NO_OP_FILTER, '.');
        Scope probe = new Scope(logicalScope, group.getAllVariables(), nextScopeId);
        known = scopes.get(probe);
        if (known == null) {
            probe.gone = true;
            return probe;
        }
        remember(identity, known);
        return known;
    }

    /** Flink wraps the group anew for each call; what is inside stays the same. */
    private static Object identity(MetricGroup group) {
        MetricGroup wrapped = LogicalScopeProvider.castFrom(group).getWrappedMetricGroup();
        return wrapped == null ? group : wrapped;
    }

    private Scope register(Scope scope, Object group) {
        nextScopeId++;
        scope.gone = false;
        scopes.put(scope, scope);
        scopesById.add(scope);
        remember(group, scope);
        return scope;
    }

    private void remember(Object group, Scope scope) {
        int count = scope.groups.length;
        if (count < MAX_GROUPS_OF_SCOPE) {
            Object[] groups = java.util.Arrays.copyOf(scope.groups, count + 1);
            groups[count] = group;
            scope.groups = groups;
            scopeByGroup.put(group, scope);
        }
    }

    /** Drops the places of what is gone. To be called after a batch of changes. */
    void compact() {
        if (holes) {
            entriesById.removeIf(entry -> entry.gone);
            scopesById.removeIf(scope -> scope.gone);
            holes = false;
        }
    }

    /** In the order of their ids. */
    List<Entry> entries() {
        return entriesById;
    }

    /** In the order of their ids. */
    List<Scope> scopes() {
        return scopesById;
    }

    /** What was forgotten since it was cleared last. */
    Forgotten forgotten() {
        return forgotten;
    }

    /** All ids in use are below. */
    int nextMetricId() {
        return nextMetricId;
    }

    int nextScopeId() {
        return nextScopeId;
    }

    long refused() {
        return refused;
    }

    /** Null unless the metric is known. For tests. */
    @Nullable
    Entry find(MetricGroup group, String name) {
        return scopeOf(group).entries.get(name);
    }
}
