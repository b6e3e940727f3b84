package io.streamgauge.reporter.index;

import io.streamgauge.wire.MetricType;
import io.streamgauge.wire.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * All registered metrics by scope and name. A metric object may be registered many times, so nothing is keyed by it.
 * Owned by the reporter's thread.
 */
public final class MetricIndex {

    /** UTF-8 takes at most 3 bytes a character, so that a scope always fits a frame. */
    private static final int MAX_LABEL_CHARS = Protocol.MAX_FRAME_BYTES / 4;
    /** Groups remembered for one scope; more are found by their labels, slower. */
    private static final int MAX_GROUPS_OF_SCOPE = 4;

    private final int maxMetrics;
    private final IdentityHashMap<Object, Scope> scopeByGroup = new IdentityHashMap<>();
    private final Map<Scope, Scope> scopes = new HashMap<>();
    /** By id, under a name that is registered more than once: the metrics before the latest, in order. Almost always empty. */
    private final Map<Integer, List<Metric>> earlier = new HashMap<>();

    private final MetricTables tables = new MetricTables();
    private final List<Scope> scopesById = new ArrayList<>();
    private final Forgotten forgotten = new Forgotten();
    private boolean holes;
    private int nextScopeId;
    private int nextMetricId;
    private int registrations;
    private long refused;

    public MetricIndex(int maxMetrics) {
        this.maxMetrics = maxMetrics;
    }

    /** Of the interface and not of what the metric says of itself, which is foreign code. */
    static MetricType typeOf(Metric metric) {
        if (metric instanceof Gauge) {
            return MetricType.GAUGE;
        }
        if (metric instanceof Counter) {
            return MetricType.COUNTER;
        }
        if (metric instanceof Meter) {
            return MetricType.METER;
        }
        if (metric instanceof Histogram) {
            return MetricType.HISTOGRAM;
        }
        throw new IllegalArgumentException("a metric that is no counter, gauge, meter or histogram");
    }

    /** Returns false if there were too many metrics or too long labels; the refusal is counted. */
    public boolean add(Metric metric, String name, MetricGroup group) {
        if (registrations >= maxMetrics) {
            refused++;
            return false;
        }
        // These fail here and not half way, should they be foreign.
        Objects.requireNonNull(name);
        MetricType type = typeOf(metric);
        Scope scope = scopeOf(group);
        if (scope.gone) {
            if (scope.labelLength() > MAX_LABEL_CHARS) {
                refused++;
                return false;
            }
            scope = register(scope, identity(group));
        }
        register(type, metric, name, scope);
        return true;
    }

    /** Registers a metric of the reporter itself, without labels. */
    public void addOwn(Metric metric, String name, String logicalScope) {
        Scope probe = new Scope(logicalScope, Map.of(), nextScopeId);
        Scope known = scopes.get(probe);
        register(typeOf(metric), metric, name, known == null ? register(probe, probe) : known);
    }

    /** Of a metric that is not known, nothing happens. */
    public void remove(Metric metric, String name, MetricGroup group) {
        Scope scope = scopeOf(group);
        int place = scope.find(name, tables);
        if (place == Scope.NOWHERE) {
            // Refused, or its add was dropped.
            return;
        }
        boolean latest = tables.block(place).metrics[MetricTables.row(place)] == metric;
        int id = tables.block(place).ids[MetricTables.row(place)];
        List<Metric> older = earlier.get(id);
        if (latest) {
            registrations--;
            if (older == null) {
                bury(scope, name, place);
                buryEmpty(scope);
            } else {
                replace(place, older.remove(older.size() - 1), older);
            }
        } else if (older != null) {
            for (int i = older.size() - 1; i >= 0; i--) {
                if (older.get(i) == metric) {
                    registrations--;
                    older.remove(i);
                    break;
                }
            }
            if (older.isEmpty()) {
                earlier.remove(id);
            }
        }
    }

    private void register(MetricType type, Metric metric, String name, Scope scope) {
        int place = scope.find(name, tables);
        if (place == Scope.NOWHERE) {
            append(type, metric, name, scope);
        } else {
            MetricBlock block = tables.block(place);
            int row = MetricTables.row(place);
            List<Metric> older = earlier.getOrDefault(block.ids[row], new ArrayList<>(1));
            older.add(block.metrics[row]);
            replace(place, metric, older);
        }
        registrations++;
    }

    /** Another metric takes this one's place; an agent never sees an id change its type. */
    private void replace(int place, Metric metric, List<Metric> older) {
        MetricBlock block = tables.block(place);
        int row = MetricTables.row(place);
        int id = block.ids[row];
        earlier.remove(id);
        MetricType type = typeOf(metric);
        if (type == block.type) {
            block.metrics[row] = metric;
            block.outcomes[row] = Outcome.NOT_READ;
        } else {
            Scope scope = block.scopes[row];
            String name = block.names[row];
            bury(scope, name, place);
            id = append(type, metric, name, scope);
        }
        if (!older.isEmpty()) {
            earlier.put(id, older);
        }
    }

    /** Returns the new id. */
    private int append(MetricType type, Metric metric, String name, Scope scope) {
        int id = nextMetricId++;
        scope.add(name, tables.add(type, metric, name, scope, id), tables);
        return id;
    }

    private void bury(Scope scope, String name, int place) {
        forgotten.metric(tables.block(place).ids[MetricTables.row(place)]);
        scope.remove(name, tables);
        tables.remove(place);
    }

    private void buryEmpty(Scope scope) {
        if (scope.isEmpty()) {
            scope.gone = true;
            holes = true;
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

    /** Drops the scopes that are gone. To be called after a batch of changes. */
    public void compact() {
        if (holes) {
            scopesById.removeIf(scope -> scope.gone);
            holes = false;
        }
    }

    public MetricTables tables() {
        return tables;
    }

    /** In the order of their ids. */
    public List<Scope> scopes() {
        return scopesById;
    }

    /** What was forgotten since it was cleared last. */
    public Forgotten forgotten() {
        return forgotten;
    }

    /** All ids in use are below. */
    public int nextMetricId() {
        return nextMetricId;
    }

    /** All ids in use are below. */
    public int nextScopeId() {
        return nextScopeId;
    }

    /** Registrations refused since the start. */
    public long refused() {
        return refused;
    }

    /** Null unless the metric is known. For tests. */
    @Nullable
    Metric find(MetricGroup group, String name) {
        int place = scopeOf(group).find(name, tables);
        return place == Scope.NOWHERE ? null : tables.block(place).metrics[MetricTables.row(place)];
    }
}
