package io.streamgauge.agent.history;

import io.streamgauge.agent.history.series.Points;
import io.streamgauge.agent.history.series.Series;
import io.streamgauge.agent.history.series.SeriesKey;
import io.streamgauge.agent.metric.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The series of the window by key, each with the id it has in the store. Bounded in memory. */
final class SeriesTable {

    /** Key, label texts and map entry of a series, roughly. */
    private static final int OVERHEAD_BYTES = 500;

    private static final int POINT_BYTES = Long.BYTES + Double.BYTES;

    /** One series of the window. */
    static final class Entry {
        final int id;
        final SeriesKey key;
        final Points points = new Points();
        /** Day of the last entry in the stored dictionary that was written or is about to be. */
        long storedDay;

        private Entry(int id, SeriesKey key, long storedDay) {
            this.id = id;
            this.key = key;
            this.storedDay = storedDay;
        }
    }

    private final HistorySettings settings;
    private final long windowMillis;
    private final Map<SeriesKey, Entry> byKey = new HashMap<>();
    /** The entries of the tick before in the order of its samples: most ticks repeat it, which saves the look-up. */
    private final List<@Nullable Entry> order = new ArrayList<>();

    private int nextId;

    SeriesTable(HistorySettings settings, int firstId) {
        this.settings = settings;
        this.windowMillis = settings.window().toMillis();
        this.nextId = firstId;
    }

    int size() {
        return byKey.size();
    }

    /** Most series that the memory of the window has room for. */
    int maxSeries() {
        long each = OVERHEAD_BYTES + (long) HistorySettings.MIN_WINDOW_POINTS * POINT_BYTES;
        return (int) Math.min(Integer.MAX_VALUE, settings.windowBytes() / each);
    }

    /** The series of the sample at a place of its tick; null when there are too many. */
    @Nullable
    Entry entry(int place, Sample sample) {
        while (order.size() <= place) {
            order.add(null);
        }
        Entry likely = order.get(place);
        if (likely != null
                && likely.key.metric().equals(sample.metric().name())
                && likely.key.labelValues().equals(sample.labelValues())) {
            return likely;
        }
        Entry entry = entry(new SeriesKey(sample.metric().name(), sample.labelValues()));
        order.set(place, entry);
        return entry;
    }

    @Nullable
    Entry entry(SeriesKey key) {
        Entry entry = byKey.get(key);
        if (entry == null && byKey.size() < maxSeries()) {
            entry = new Entry(nextId++, key, -1);
            byKey.put(key, entry);
        }
        return entry;
    }

    /** A series of the stored dictionary, in the order of ids: of two with one key the later one goes on. */
    void known(int id, SeriesKey key, long storedDay) {
        if (byKey.size() < maxSeries() || byKey.containsKey(key)) {
            byKey.put(key, new Entry(id, key, storedDay));
        }
    }

    Map<Integer, SeriesKey> keysById() {
        Map<Integer, SeriesKey> result = new HashMap<>();
        byKey.values().forEach(entry -> result.put(entry.id, entry.key));
        return result;
    }

    @Nullable
    Entry find(SeriesKey key) {
        return byKey.get(key);
    }

    void add(Entry entry, long time, double value) {
        entry.points.add(time, value, capacity(), windowMillis);
    }

    /** Points a series may have, so that all together fit. */
    int capacity() {
        long each = settings.windowBytes() / Math.max(1, byKey.size()) - OVERHEAD_BYTES;
        return (int) Math.max(HistorySettings.MIN_WINDOW_POINTS, Math.min(settings.windowPoints(), each / POINT_BYTES));
    }

    Map<SeriesKey, Series> since(long time) {
        Map<SeriesKey, Series> result = new HashMap<>(byKey.size() * 4 / 3 + 1);
        for (Entry entry : byKey.values()) {
            if (entry.points.last() >= time) {
                Series series = entry.points.since(time);
                if (!series.isEmpty()) {
                    result.put(entry.key, series);
                }
            }
        }
        return result;
    }

    /** Forgets series without a point since then; should one come back it gets a new id. */
    void expire(long time) {
        if (byKey.values().removeIf(entry -> entry.points.last() < time)) {
            order.clear();
        }
    }

    void forgetFrom(long time) {
        byKey.values().forEach(entry -> entry.points.forgetFrom(time));
    }

    Iterable<Entry> entries() {
        return byKey.values();
    }
}
