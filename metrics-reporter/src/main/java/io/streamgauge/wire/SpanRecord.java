package io.streamgauge.wire;

import java.util.List;
import java.util.Map;

/**
 * One of Flink's trace spans, with its children. Immutable. Attribute values are {@code String}, {@code Long},
 * {@code Double} or {@code Boolean}.
 */
public final class SpanRecord {

    private final String scope;
    private final String name;
    private final long startEpochMillis;
    private final long endEpochMillis;
    private final Map<String, Object> attributes;
    private final List<SpanRecord> children;

    public SpanRecord(
            String scope,
            String name,
            long startEpochMillis,
            long endEpochMillis,
            Map<String, Object> attributes,
            List<SpanRecord> children) {
        this.scope = scope;
        this.name = name;
        this.startEpochMillis = startEpochMillis;
        this.endEpochMillis = endEpochMillis;
        this.attributes = Map.copyOf(attributes);
        this.children = List.copyOf(children);
    }

    /** The class that made the span. */
    public String scope() {
        return scope;
    }

    /** "Checkpoint", "JobInitialization", ... */
    public String name() {
        return name;
    }

    public long startEpochMillis() {
        return startEpochMillis;
    }

    public long endEpochMillis() {
        return endEpochMillis;
    }

    public Map<String, Object> attributes() {
        return attributes;
    }

    public List<SpanRecord> children() {
        return children;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpanRecord && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + Long.hashCode(startEpochMillis);
    }

    @Override
    public String toString() {
        return name + "[" + scope + ", " + startEpochMillis + ".." + endEpochMillis + ", "
                + new java.util.TreeMap<>(attributes) + ", " + children + "]";
    }
}
