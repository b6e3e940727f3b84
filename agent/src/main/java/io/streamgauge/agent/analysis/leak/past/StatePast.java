package io.streamgauge.agent.analysis.leak.past;

import io.streamgauge.agent.history.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What RocksDB's gauges told of one state; a series is empty where its gauge is off. */
public record StatePast(String state, Series keys, Series sstBytes, Series memtableEntries, Series memtableDeletes) {

    private static final String EVENT_TIMERS = "_timer_state/event_";
    private static final String TIMERS = "_timer_state/";

    public boolean eventTimers() {
        return state.startsWith(EVENT_TIMERS);
    }

    public boolean timers() {
        return state.startsWith(TIMERS);
    }

    /** What Flink calls the contents of windows, and the state of merging ones. */
    public boolean windows() {
        return state.equals("window-contents") || state.equals("merging-window-set");
    }

    /**
     * Entries in table files, so without the overwrites that pile up in the memtables until the next flush.
     *
     * <p>The estimate is files + memtable entries - 2 x memtable deletes, cut off at 0. Empty where a
     * gauge is off.
     */
    public Series flushedKeys() {
        long[] times = new long[keys.size()];
        double[] values = new double[keys.size()];
        int count = 0;
        int e = 0;
        int d = 0;
        for (int i = 0; i < keys.size(); i++) {
            long time = keys.epochMillis(i);
            e = seek(memtableEntries, e, time);
            d = seek(memtableDeletes, d, time);
            if (e == memtableEntries.size() || d == memtableDeletes.size()) {
                break;
            }
            if (memtableEntries.epochMillis(e) != time || memtableDeletes.epochMillis(d) != time) {
                continue;
            }
            double flushed = keys.value(i) - memtableEntries.value(e) + 2 * memtableDeletes.value(d);
            // Negative: the gauges were read on both sides of a flush. Cut off at 0: an unknown number below.
            if (keys.value(i) == 0 || flushed >= 0) {
                times[count] = time;
                values[count++] = keys.value(i) == 0 ? 0 : flushed;
            }
        }
        return new Series(Arrays.copyOf(times, count), Arrays.copyOf(values, count));
    }

    private static int seek(Series series, int from, long time) {
        int at = from;
        while (at < series.size() && series.epochMillis(at) < time) {
            at++;
        }
        return at;
    }

    /** Whether every gauge that the growth rule needs was seen. */
    public boolean sizeSeen() {
        return missing().isEmpty();
    }

    /** The Flink options of the gauges that were not seen. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        need(keys, "estimate-num-keys", missing);
        need(sstBytes, "live-sst-files-size", missing);
        need(memtableEntries, "num-entries-active-mem-table", missing);
        need(memtableDeletes, "num-deletes-active-mem-table", missing);
        return missing;
    }

    private static void need(Series series, String gauge, List<String> missing) {
        if (series.isEmpty()) {
            missing.add("state.backend.rocksdb.metrics." + gauge);
        }
    }

    /** When any of the sizes was last seen; the least long where none was. */
    public long lastSeen() {
        return Math.max(last(keys), last(sstBytes));
    }

    /** When any of the sizes was first seen; the greatest long where none was. */
    public long firstSeen() {
        return Math.min(
                keys.isEmpty() ? Long.MAX_VALUE : keys.epochMillis(0),
                sstBytes.isEmpty() ? Long.MAX_VALUE : sstBytes.epochMillis(0));
    }

    private static long last(Series series) {
        return series.isEmpty() ? Long.MIN_VALUE : series.epochMillis(series.size() - 1);
    }
}
