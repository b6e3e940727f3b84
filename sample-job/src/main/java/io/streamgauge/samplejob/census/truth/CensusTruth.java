package io.streamgauge.samplejob.census.truth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import static io.streamgauge.samplejob.census.truth.StateTruth.expiring;
import static io.streamgauge.samplejob.census.truth.StateTruth.keyed;
import static io.streamgauge.samplejob.census.truth.StateTruth.operatorState;

/**
 * The exact content of every state once the last record was processed, by going through the keys one by one.
 *
 * <p>Not part of it: the source's position, and records in flight.
 */
public final class CensusTruth {

    private static final OptionalLong LONG_KEY = OptionalLong.of(Long.BYTES);
    private static final OptionalLong NAME_KEY = OptionalLong.empty();

    private final CensusOptions options;
    private final CensusPlan plan;
    private final List<StateTruth> states = new ArrayList<>();

    private CensusTruth(CensusOptions options) {
        this.options = options;
        plan = new CensusPlan(options);
    }

    /** Takes time and no memory by the number of keys. */
    public static CensusTruth of(CensusOptions options) {
        CensusTruth truth = new CensusTruth(options);
        if (options.has("roster")) {
            truth.roster();
            truth.rosterTimers();
        }
        truth.named();
        WindowTruth.addTo(truth.states, options, truth.plan);
        truth.operatorStates();
        return truth;
    }

    public CensusOptions options() {
        return options;
    }

    public List<StateTruth> states() {
        return List.copyOf(states);
    }

    /** The one state of that name. */
    public StateTruth state(String operator, String state) {
        return states.stream()
                .filter(truth ->
                        truth.operator().equals(operator) && truth.state().equals(state))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        operator + "/" + state + ": no such state; the options are without it, or it never existed"));
    }

    /** All of it as JSON, a state a line. */
    public String json() {
        StringBuilder text = new StringBuilder("{\"keys\":" + options.keys() + ",\"visits\":" + options.visits()
                + ",\"maxParallelism\":" + options.maxParallelism() + ",\"states\":[\n");
        for (int i = 0; i < states.size(); i++) {
            text.append(states.get(i).json()).append(i + 1 < states.size() ? ",\n" : "\n");
        }
        return text.append("]}\n").toString();
    }

    private boolean isGone(long key) {
        return plan.deletes(key, options.visits() - 1);
    }

    private StateTruth add(StateTruth state) {
        states.add(state);
        return state;
    }

    private void roster() {
        StateTruth visits = add(keyed("roster", "visits", "value", LONG_KEY));
        StateTruth note = add(keyed("roster", "note", "value", LONG_KEY));
        StateTruth log = add(keyed("roster", "log", "list", LONG_KEY));
        StateTruth counts = add(keyed("roster", "counts", "map", LONG_KEY));
        StateTruth total = add(keyed("roster", "total", "reducing", LONG_KEY));
        StateTruth mean = add(keyed("roster", "mean", "aggregating", LONG_KEY));
        StateTruth retired = add(keyed("roster", CensusPlan.RETIRED, "value", LONG_KEY)
                .declared(!options.without().equals(CensusPlan.RETIRED)));
        int last = options.visits() - 1;
        for (long key = 0; key < options.keys(); key++) {
            if (isGone(key)) {
                continue;
            }
            visits.add(1, 1, Long.BYTES);
            total.add(1, 1, Long.BYTES);
            mean.add(1, 1, 2 * Long.BYTES);
            if (plan.notes(key)) {
                note.add(1, 1, textBytes(plan.payload(key, last)));
            }
            if (plan.retires(key)) {
                retired.add(1, 1, Long.BYTES);
            }
            long lines = (long) plan.logLines(key) * options.visits();
            log.add(1, lines, lines * textBytes(plan.payload(key, last)));
            Map<String, Long> items = items(key);
            counts.add(items.size(), items.size(), (long) items.size() * Long.BYTES);
        }
    }

    private Map<String, Long> items(long key) {
        Map<String, Long> items = new HashMap<>();
        for (int visit = 0; visit < options.visits(); visit++) {
            items.merge(plan.counted(key, visit), 1L, Long::sum);
            if (plan.uncounts(key, visit)) {
                items.remove(plan.counted(key, 0));
            }
        }
        return items;
    }

    private void rosterTimers() {
        StateTruth events = add(timers("roster", "event", LONG_KEY));
        StateTruth clock = add(timers("roster", "processing", LONG_KEY));
        for (long key = 0; key < options.keys(); key++) {
            if (isGone(key)) {
                continue;
            }
            boolean cancelled = options.visits() > 1 && plan.cancelsTimer(key, 1);
            int count = (cancelled ? 0 : 1) + (plan.hasLateTimer(key) ? 1 : 0);
            events.add(count, count, 0);
            if (!cancelled) {
                events.at(plan.due(key));
            }
            if (plan.hasLateTimer(key)) {
                events.at(plan.lateDue(key));
            }
            if (plan.hasClockTimer(key)) {
                clock.add(1, 1, 0);
                clock.at(plan.clockDue(key));
            }
        }
    }

    private void named() {
        if (!options.has("named")) {
            return;
        }
        StateTruth value = add(expiring("named", "ttl-value", "value", NAME_KEY));
        StateTruth list = add(expiring("named", "ttl-list", "list", NAME_KEY));
        StateTruth map = add(expiring("named", "ttl-map", "map", NAME_KEY));
        StateTruth plain = add(keyed("named", "plain", "value", NAME_KEY));
        StateTruth events = add(timers("named", "event", NAME_KEY));
        add(timers("named", "processing", NAME_KEY));
        int last = options.visits() - 1;
        for (long key = 0; key < options.keys(); key++) {
            if (isGone(key)) {
                continue;
            }
            int bytes = textBytes(plan.payload(key, last));
            value.add(1, 1, bytes);
            list.add(1, options.visits(), (long) options.visits() * Integer.BYTES);
            map.add(plan.badges(key), plan.badges(key), (long) plan.badges(key) * bytes);
            plain.add(1, 1, Integer.BYTES);
            if (plan.hasNamedTimer(key)) {
                events.add(1, 1, 0);
                events.at(plan.due(key));
            }
        }
    }

    private void operatorStates() {
        StateTruth parts = add(operatorState("parts", "parts", "operator-list"));
        StateTruth shares = add(operatorState("parts", "shares", "operator-union"));
        for (long key = 0; key < options.keys(); key++) {
            parts.add(0, plan.isPart(key) ? 1 : 0, plan.isPart(key) ? Long.BYTES : 0);
            shares.add(0, plan.isShare(key) ? 1 : 0, plan.isShare(key) ? Long.BYTES : 0);
        }
        if (options.has("rules")) {
            StateTruth matched = add(keyed("rules", "matched", "value", LONG_KEY));
            add(timers("rules", "event", LONG_KEY));
            add(timers("rules", "processing", LONG_KEY));
            for (long key = 0; key < options.keys(); key++) {
                if (plan.matches(key)) {
                    matched.add(1, 1, Long.BYTES);
                }
            }
            // Of one subtask: each has the same.
            add(operatorState("rules", "rules", "broadcast").withUnknownBytes())
                    .add(options.rules(), options.rules(), 0);
        }
    }

    static StateTruth timers(String operator, String time, OptionalLong keyBytes) {
        return timers(operator, time, "user-timers", keyBytes);
    }

    static StateTruth timers(String operator, String time, String service, OptionalLong keyBytes) {
        String state = "_timer_state/" + time + "_" + service;
        return service.equals("user-timers")
                ? keyed(operator, state, time + "-timers", keyBytes)
                : StateTruth.windowed(operator, state, time + "-timers", keyBytes);
    }

    /** Flink's string serializer: the length plus one in seven-bit groups, then each ASCII character in a byte. */
    static int textBytes(String text) {
        int length = 1;
        for (int rest = text.length() + 1; rest >= 0x80; rest >>>= 7) {
            length++;
        }
        return length + text.length();
    }
}
