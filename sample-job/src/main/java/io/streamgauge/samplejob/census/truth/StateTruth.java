package io.streamgauge.samplejob.census.truth;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What one state of one operator holds over all subtasks.
 *
 * <p>Keys: distinct live keys. Entries: live rows as RocksDB has them, one per key and namespace, for maps one per user key,
 * for timers one each. Elements: what users put in, so for lists more than entries. Value bytes: the elements' serialized
 * size without time stamps, separators and null flags; unknown where the serializer is not a plain one. Times: entries by due
 * time of timers, or by end of the window that they are stored under; epoch milliseconds.
 */
public final class StateTruth {

    private final String operator;
    private final String state;
    private final String kind;
    private final String namespace;
    private final boolean ttl;
    private final OptionalLong keyBytes;
    private final boolean declared;
    private long keys;
    private long entries;
    private long elements;
    private OptionalLong valueBytes = OptionalLong.of(0);
    private final TreeMap<Long, Long> times = new TreeMap<>();

    private StateTruth(
            String operator,
            String state,
            String kind,
            String namespace,
            boolean ttl,
            OptionalLong keyBytes,
            boolean declared) {
        this.operator = operator;
        this.state = state;
        this.kind = kind;
        this.namespace = namespace;
        this.ttl = ttl;
        this.keyBytes = keyBytes;
        this.declared = declared;
    }

    static StateTruth keyed(String operator, String state, String kind, OptionalLong keyBytes) {
        return new StateTruth(operator, state, kind, "void", false, keyBytes, true);
    }

    static StateTruth expiring(String operator, String state, String kind, OptionalLong keyBytes) {
        return new StateTruth(operator, state, kind, "void", true, keyBytes, true);
    }

    static StateTruth windowed(String operator, String state, String kind, OptionalLong keyBytes) {
        return new StateTruth(operator, state, kind, "time-window", false, keyBytes, true).withUnknownBytes();
    }

    static StateTruth operatorState(String operator, String state, String kind) {
        return new StateTruth(operator, state, kind, "none", false, OptionalLong.empty(), true);
    }

    StateTruth declared(boolean isDeclared) {
        return new StateTruth(operator, state, kind, namespace, ttl, keyBytes, isDeclared);
    }

    StateTruth withUnknownBytes() {
        valueBytes = OptionalLong.empty();
        return this;
    }

    /** Adds what one key has; nothing when it has no entries. */
    void add(long keyEntries, long keyElements, long bytes) {
        keys += keyEntries > 0 ? 1 : 0;
        entries += keyEntries;
        elements += keyElements;
        if (valueBytes.isPresent()) {
            valueBytes = OptionalLong.of(valueBytes.getAsLong() + bytes);
        }
    }

    void at(long millis) {
        times.merge(millis, 1L, Long::sum);
    }

    /** The operator's uid, which is its name as well. */
    public String operator() {
        return operator;
    }

    /** The name in the checkpoint. */
    public String state() {
        return state;
    }

    /** value, list, map, reducing, aggregating, event-timers, processing-timers, operator-list, operator-union or broadcast. */
    public String kind() {
        return kind;
    }

    /** void, time-window or none. */
    public String namespace() {
        return namespace;
    }

    public boolean ttl() {
        return ttl;
    }

    /** The serialized size of a key, empty where that varies. */
    public OptionalLong keyBytes() {
        return keyBytes;
    }

    /** False for what only an earlier version of the job declared. */
    public boolean declared() {
        return declared;
    }

    /** Distinct live keys; 0 for operator state, which has none. */
    public long keys() {
        return keys;
    }

    public long entries() {
        return entries;
    }

    public long elements() {
        return elements;
    }

    public OptionalLong valueBytes() {
        return valueBytes;
    }

    /** Entries by due time or window end. */
    public Map<Long, Long> times() {
        return new TreeMap<>(times);
    }

    /** One line of JSON. */
    String json() {
        StringBuilder text = new StringBuilder("{\"operator\":\"" + operator + "\",\"state\":\"" + state
                + "\",\"kind\":\"" + kind + "\",\"namespace\":\"" + namespace + "\",\"ttl\":" + ttl
                + ",\"declared\":" + declared);
        keyBytes.ifPresent(bytes -> text.append(",\"keyBytes\":").append(bytes));
        text.append(",\"keys\":").append(keys);
        text.append(",\"entries\":").append(entries).append(",\"elements\":").append(elements);
        valueBytes.ifPresent(bytes -> text.append(",\"valueBytes\":").append(bytes));
        if (!times.isEmpty()) {
            text.append(",\"times\":{");
            times.forEach((millis, count) ->
                    text.append('"').append(millis).append("\":").append(count).append(','));
            text.setCharAt(text.length() - 1, '}');
        }
        return text.append('}').toString();
    }
}
