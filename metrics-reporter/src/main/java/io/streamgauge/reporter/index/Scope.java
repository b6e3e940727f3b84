package io.streamgauge.reporter.index;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What metrics of one group have in common: logical scope and variables. Groups that are alike share one. Knows where its
 * metrics are in the {@link MetricTables}. Owned by the reporter's thread.
 */
public final class Scope {

    static final int NOWHERE = -1;
    /** Up to here a look at each place is quicker than a hash table, and takes half its memory. */
    private static final int MAX_LISTED = 64;

    final String logicalScope;
    /** Flink's own map, with angle brackets around its keys. Flink does not change it once it was handed out. */
    private final Map<String, String> variables;

    private final int hash;
    final int id;

    /**
     * Places in the tables. Up to {@link #MAX_LISTED} a list of {@link #size}; above, a hash table by name with linear probing,
     * {@link #NOWHERE} where free.
     */
    private int[] places = {};

    private int size;
    private boolean hashed;

    /** The groups by which the index finds this; kept to forget them. */
    Object[] groups = {};

    /** No metric is left. */
    boolean gone;

    Scope(String logicalScope, Map<String, String> variables, int id) {
        this.logicalScope = logicalScope;
        this.variables = variables;
        this.id = id;
        hash = logicalScope.hashCode() * 31 + variables.hashCode();
    }

    /** Rises in the order of creation and is never used again. */
    public int id() {
        return id;
    }

    public String logicalScope() {
        return logicalScope;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The place of the metric of this name, or {@link #NOWHERE}. */
    int find(String name, MetricTables tables) {
        int slot = slot(name, tables);
        return slot < 0 ? NOWHERE : places[slot];
    }

    /** Where in {@link #places} it is; negative if it is not. */
    private int slot(String name, MetricTables tables) {
        if (hashed) {
            int slot = home(name);
            while (places[slot] != NOWHERE) {
                if (name.equals(nameAt(slot, tables))) {
                    return slot;
                }
                slot = slot + 1 & places.length - 1;
            }
            return -1;
        }
        for (int slot = 0; slot < size; slot++) {
            if (name.equals(nameAt(slot, tables))) {
                return slot;
            }
        }
        return -1;
    }

    private String nameAt(int slot, MetricTables tables) {
        int place = places[slot];
        return tables.block(place).names[MetricTables.row(place)];
    }

    private int home(String name) {
        int spread = name.hashCode();
        spread ^= spread >>> 16;
        return spread & places.length - 1;
    }

    /** Its name must be in the tables and not here yet. */
    void add(String name, int place, MetricTables tables) {
        if (!hashed && size == MAX_LISTED) {
            rehash(MAX_LISTED * 4, tables);
        } else if (hashed && size * 4 >= places.length * 3) {
            rehash(places.length * 2, tables);
        } else if (!hashed && size == places.length) {
            places = Arrays.copyOf(places, Math.min(MAX_LISTED, Math.max(4, size + (size >> 1))));
        }
        if (hashed) {
            insert(name, place);
        } else {
            places[size] = place;
        }
        size++;
    }

    private void insert(String name, int place) {
        int slot = home(name);
        while (places[slot] != NOWHERE) {
            slot = slot + 1 & places.length - 1;
        }
        places[slot] = place;
    }

    private void rehash(int length, MetricTables tables) {
        int[] old = places;
        places = new int[length];
        Arrays.fill(places, NOWHERE);
        hashed = true;
        for (int place : old) {
            if (place != NOWHERE) {
                insert(tables.block(place).names[MetricTables.row(place)], place);
            }
        }
    }

    /** To be called while its row is still in the tables. */
    void remove(String name, MetricTables tables) {
        int slot = slot(name, tables);
        if (slot < 0) {
            return;
        }
        size--;
        if (!hashed) {
            places[slot] = places[size];
            return;
        }
        // What was pushed away from its home by this one moves up, so that no search ends early.
        int hole = slot;
        int next = slot + 1 & places.length - 1;
        while (places[next] != NOWHERE) {
            int home = home(nameAt(next, tables));
            if ((next - home & places.length - 1) >= (next - hole & places.length - 1)) {
                places[hole] = places[next];
                hole = next;
            }
            next = next + 1 & places.length - 1;
        }
        places[hole] = NOWHERE;
    }

    /** The row of this name has another place. */
    void moved(String name, int from, int to) {
        int slot = hashed ? home(name) : 0;
        while (places[slot] != from) {
            slot = slot + 1 == places.length ? 0 : slot + 1;
        }
        places[slot] = to;
    }

    /** The variables as labels: without angle brackets and without those that have no value. */
    public Map<String, String> labels() {
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
