package io.streamgauge.reporter;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What metrics of one group have in common: logical scope and variables. Groups that are alike share one. Owned by the
 * reporter's thread.
 */
final class Scope {

    final String logicalScope;
    /** Flink's own map, with angle brackets around its keys. Flink does not change it once it was handed out. */
    private final Map<String, String> variables;

    private final int hash;
    /** Rises in the order of creation and is never used again. */
    final int id;

    final Map<String, Entry> entries = new HashMap<>(8);
    /** The groups by which the index finds this; kept to forget them. */
    Object[] groups = {};

    /** No entry is left. */
    boolean gone;

    Scope(String logicalScope, Map<String, String> variables, int id) {
        this.logicalScope = logicalScope;
        this.variables = variables;
        this.id = id;
        hash = logicalScope.hashCode() * 31 + variables.hashCode();
    }

    /** The variables as labels: without angle brackets and without those that have no value. */
    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        variables.forEach((key, value) -> {
            if (key != null && value != null) {
                boolean bracketed = key.length() > 2 && key.startsWith("<") && key.endsWith(">");
                labels.put(bracketed ? key.substring(1, key.length() - 1) : key, value);
            }
        });
        return labels;
    }

    /** Characters of all labels, to refuse those that no frame would hold. */
    long labelLength() {
        long length = logicalScope.length();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            length += String.valueOf(variable.getKey()).length()
                    + String.valueOf(variable.getValue()).length();
        }
        return length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Scope)) {
            return false;
        }
        Scope that = (Scope) other;
        return hash == that.hash && logicalScope.equals(that.logicalScope) && variables.equals(that.variables);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
