package io.streamgauge.agent.source.reporter.snapshot;

import java.util.Map;

/**
 * One of Flink's metric groups: everything its metrics share. Immutable; the same object in every snapshot for as long
 * as the group lives, so that what is derived from it can be kept by identity.
 */
public final class Scope {

    private final String logicalScope;
    private final Map<String, String> labels;
    private final long definedEpochMillis;
    private final int ordinal;

    /** @param ordinal grows with each scope of a connection: tells which of two was defined later */
    public Scope(String logicalScope, Map<String, String> labels, long definedEpochMillis, int ordinal) {
        this.logicalScope = logicalScope;
        this.labels = Map.copyOf(labels);
        this.definedEpochMillis = definedEpochMillis;
        this.ordinal = ordinal;
    }

    /** Flink's logical scope with dots: "taskmanager.job.task.operator". */
    public String logicalScope() {
        return logicalScope;
    }

    /** Flink's variables without the angle brackets, values unmangled. */
    public Map<String, String> labels() {
        return labels;
    }

    /** By the agent's clock. */
    public long definedEpochMillis() {
        return definedEpochMillis;
    }

    /** Grows with each scope of a connection: tells which of two of one process was defined later. */
    public int ordinal() {
        return ordinal;
    }

    @Override
    public String toString() {
        return logicalScope + labels;
    }
}
