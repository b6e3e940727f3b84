package io.streamgauge.wire;

import java.util.Map;

/**
 * One of the events that Flink 2.x reports. Immutable. Attribute values are {@code String}, {@code Long}, {@code Double}
 * or {@code Boolean}.
 */
public final class EventRecord {

    private final String scope;
    private final String name;
    private final long epochMillis;
    private final String severity;
    private final String body;
    private final Map<String, Object> attributes;

    public EventRecord(
            String scope, String name, long epochMillis, String severity, String body, Map<String, Object> attributes) {
        this.scope = scope;
        this.name = name;
        this.epochMillis = epochMillis;
        this.severity = severity;
        this.body = body;
        this.attributes = Map.copyOf(attributes);
    }

    /** The class that reported it. */
    public String scope() {
        return scope;
    }

    /** "JobStatusChangeEvent", "JobFailureEvent", "CheckpointEvent", "AllSubtasksStatusChangeEvent". */
    public String name() {
        return name;
    }

    public long epochMillis() {
        return epochMillis;
    }

    /** Flink says INFO for all, failures included. */
    public String severity() {
        return severity;
    }

    public String body() {
        return body;
    }

    public Map<String, Object> attributes() {
        return attributes;
    }

    @Override
    public String toString() {
        return name + "[" + scope + ", " + epochMillis + ", " + severity + ", " + new java.util.TreeMap<>(attributes)
                + "]";
    }
}
