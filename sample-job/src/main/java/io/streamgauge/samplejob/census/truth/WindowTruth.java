package io.streamgauge.samplejob.census.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Flink's window operator leaves while no window has fired: contents, timers, and which sessions were merged. */
final class WindowTruth {

    private static final OptionalLong KEY = OptionalLong.of(Long.BYTES);

    private WindowTruth() {}

    static void addTo(List<StateTruth> states, CensusOptions options, CensusPlan plan) {
        if (options.has("tumbling")) {
            tumbling(states, options, plan);
        }
        if (options.has("sessions")) {
            sessions(states, options, plan);
        }
    }

    /** Days, whose elements are kept one by one. */
    private static void tumbling(List<StateTruth> states, CensusOptions options, CensusPlan plan) {
        StateTruth contents = StateTruth.windowed("tumbling", "window-contents", "list", KEY);
        StateTruth timers = CensusTruth.timers("tumbling", "event", "window-timers", KEY);
        states.add(contents);
        states.add(timers);
        states.add(CensusTruth.timers("tumbling", "processing", "window-timers", KEY));
        for (long key = 0; key < options.keys(); key++) {
            TreeMap<Long, Integer> elementsByEnd = new TreeMap<>();
            for (int visit = 0; visit < options.visits(); visit++) {
                long millis = plan.eventMillis(key, visit);
                elementsByEnd.merge(millis - millis % CensusPlan.DAY_MILLIS + CensusPlan.DAY_MILLIS, 1, Integer::sum);
            }
            contents.add(elementsByEnd.size(), options.visits(), 0);
            timers.add(elementsByEnd.size(), elementsByEnd.size(), 0);
            for (long end : elementsByEnd.keySet()) {
                contents.at(end);
                timers.at(end - 1);
            }
        }
    }

    /**
     * Sessions, aggregated. A merged session's contents stay under the window that they were first stored under; its timer is
     * that of the whole session. A row of the merging set lists all sessions of a key.
     */
    private static void sessions(List<StateTruth> states, CensusOptions options, CensusPlan plan) {
        StateTruth contents = StateTruth.windowed("sessions", "window-contents", "aggregating", KEY);
        StateTruth timers = CensusTruth.timers("sessions", "event", "window-timers", KEY);
        StateTruth merging =
                StateTruth.keyed("sessions", "merging-window-set", "list", KEY).withUnknownBytes();
        states.add(contents);
        states.add(timers);
        states.add(CensusTruth.timers("sessions", "processing", "window-timers", KEY));
        states.add(merging);
        for (long key = 0; key < options.keys(); key++) {
            List<long[]> sessions = sessions(key, options.visits(), plan);
            contents.add(sessions.size(), sessions.size(), 0);
            timers.add(sessions.size(), sessions.size(), 0);
            merging.add(1, sessions.size(), 0);
            for (long[] session : sessions) {
                contents.at(session[0] + CensusPlan.SESSION_GAP_MILLIS);
                timers.at(session[1] - 1);
            }
        }
    }

    /** Start and end of each. */
    private static List<long[]> sessions(long key, int visits, CensusPlan plan) {
        List<long[]> sessions = new ArrayList<>();
        for (int visit = 0; visit < visits; visit++) {
            long millis = plan.eventMillis(key, visit);
            long end = millis + CensusPlan.SESSION_GAP_MILLIS;
            long @Nullable [] latest = sessions.isEmpty() ? null : sessions.get(sessions.size() - 1);
            // Windows that only touch are merged too.
            if (latest != null && millis <= latest[1]) {
                latest[1] = end;
            } else {
                sessions.add(new long[] {millis, end});
            }
        }
        return sessions;
    }
}
