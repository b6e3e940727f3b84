package io.streamgauge.agent.source.merge.rocksdb;

import io.streamgauge.agent.source.merge.reading.FamilyMetric;
import io.streamgauge.agent.source.merge.reading.OperatorMetric;
import io.streamgauge.agent.source.merge.reading.Reading;
import io.streamgauge.agent.source.merge.reading.Readings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises RocksDB gauges that Flink has stopped refreshing: it closes a gauge for good at the first read that fails,
 * and the gauge keeps its last value for ever.
 *
 * <p>A value that stays is no proof. So each rule names what else must have moved it, and asks for that six times:
 *
 * <ul>
 *   <li>key estimate: entries were written to the memtable, and entries less twice the deletes (RocksDB's own formula)
 *       changed. Not judged at 0, where RocksDB cuts the formula off.
 *   <li>memtable entries: the key estimate changed while no table file did.
 *   <li>table file sizes, live data: the memtable was emptied, so a file was written.
 *   <li>pending compaction: the table files changed, twelve times, while it was not 0.
 *   <li>bytes written, of the database: entries were written to a memtable of one of its families.
 * </ul>
 *
 * <p>Not judged: memtable sizes (they stay at one arena block for long), cache and reader memory, deletes, the other
 * tickers. A gauge that moves again is believed again.
 */
public final class FrozenGauges {

    private static final int ENOUGH = 6;

    private static final Map<FamilyMetric, Integer> NEEDED = Map.of(
            FamilyMetric.KEYS, ENOUGH,
            FamilyMetric.ENTRIES_ACTIVE, ENOUGH,
            FamilyMetric.LIVE_SST, ENOUGH,
            FamilyMetric.TOTAL_SST, ENOUGH,
            FamilyMetric.LIVE_DATA, ENOUGH,
            FamilyMetric.PENDING_COMPACTION, 2 * ENOUGH);

    private record FamilyKey(String run, String operatorId, String state) {}

    private record DatabaseKey(String run, String operatorId) {}

    private static final class Family {
        private Reading<FamilyMetric> last = Reading.nothing();
        private long reportEpochMillis;
        private final Map<FamilyMetric, Integer> evidence = new EnumMap<>(FamilyMetric.class);
    }

    private static final class Database {
        private @Nullable Long bytesWritten;
        private int evidence;
    }

    private final Map<FamilyKey, Family> families = new HashMap<>();
    private final Map<DatabaseKey, Database> databases = new HashMap<>();
    private final Map<DatabaseKey, Boolean> written = new HashMap<>();
    private final Map<DatabaseKey, Integer> frozen = new HashMap<>();

    /** The families of one tick, without the values of frozen gauges. */
    public List<Readings.Family> withdraw(List<Readings.Family> readings) {
        written.clear();
        frozen.clear();
        Set<FamilyKey> present = new HashSet<>();
        List<Readings.Family> kept = new ArrayList<>();
        for (Readings.Family reading : readings) {
            FamilyKey key = new FamilyKey(reading.task().run(), reading.operatorId(), reading.state());
            present.add(key);
            Set<FamilyMetric> dead = judge(families.computeIfAbsent(key, one -> new Family()), reading);
            frozen.merge(database(reading), dead.size(), Integer::sum);
            kept.add(new Readings.Family(
                    reading.task(),
                    reading.operatorId(),
                    reading.operatorName(),
                    reading.state(),
                    dead.isEmpty() ? reading.values() : reading.values().without(dead)));
        }
        families.keySet().retainAll(present);
        return kept;
    }

    /** Call after {@link #withdraw}: without the database's tickers that are frozen. */
    public Readings.Operator withdraw(Readings.Operator reading) {
        Long bytes = reading.values().get(OperatorMetric.BYTES_WRITTEN);
        DatabaseKey key = new DatabaseKey(reading.task().run(), reading.operatorId());
        if (bytes == null) {
            databases.remove(key);
            return reading;
        }
        Database database = databases.computeIfAbsent(key, one -> new Database());
        if (!bytes.equals(database.bytesWritten)) {
            database.bytesWritten = bytes;
            database.evidence = 0;
        } else if (Boolean.TRUE.equals(written.get(key))) {
            database.evidence++;
        }
        if (database.evidence < ENOUGH) {
            return reading;
        }
        frozen.merge(key, 1, Integer::sum);
        return new Readings.Operator(
                reading.task(),
                reading.operatorId(),
                reading.operatorName(),
                reading.values().without(EnumSet.of(OperatorMetric.BYTES_WRITTEN)));
    }

    /** Frozen gauges of one database, as of this tick. */
    public int frozen(Readings.Operator operator) {
        return frozen.getOrDefault(new DatabaseKey(operator.task().run(), operator.operatorId()), 0);
    }

    /** Forgets the databases of all other runs. */
    public void keep(Set<String> runs) {
        databases.keySet().removeIf(key -> !runs.contains(key.run()));
    }

    private static DatabaseKey database(Readings.Family reading) {
        return new DatabaseKey(reading.task().run(), reading.operatorId());
    }

    private Set<FamilyMetric> judge(Family family, Readings.Family reading) {
        if (reading.task().reportEpochMillis() > family.reportEpochMillis) {
            family.reportEpochMillis = reading.task().reportEpochMillis();
            Reading<FamilyMetric> before = family.last;
            Reading<FamilyMetric> now = reading.values();
            family.last = now;
            boolean writing = grew(before, now, FamilyMetric.ENTRIES_ACTIVE);
            if (writing) {
                written.put(database(reading), true);
            }
            boolean emptied = fell(before, now, FamilyMetric.ENTRIES_ACTIVE);
            boolean files = changed(before, now, FamilyMetric.TOTAL_SST);
            weigh(family, before, FamilyMetric.KEYS, writing && keysMustMove(before, now));
            weigh(
                    family,
                    before,
                    FamilyMetric.ENTRIES_ACTIVE,
                    changed(before, now, FamilyMetric.KEYS) && same(before, now, FamilyMetric.TOTAL_SST));
            weigh(family, before, FamilyMetric.LIVE_SST, emptied);
            weigh(family, before, FamilyMetric.TOTAL_SST, emptied);
            weigh(family, before, FamilyMetric.LIVE_DATA, emptied);
            Long pending = now.get(FamilyMetric.PENDING_COMPACTION);
            weigh(family, before, FamilyMetric.PENDING_COMPACTION, files && pending != null && pending > 0);
        }
        Set<FamilyMetric> dead = EnumSet.noneOf(FamilyMetric.class);
        NEEDED.forEach((metric, needed) -> {
            if (family.evidence.getOrDefault(metric, 0) >= needed) {
                dead.add(metric);
            }
        });
        return dead;
    }

    /** Counts one more reason to have moved, or starts over where it did move. */
    private static void weigh(Family family, Reading<FamilyMetric> before, FamilyMetric metric, boolean mustMove) {
        if (!same(before, family.last, metric)) {
            family.evidence.remove(metric);
        } else if (mustMove) {
            family.evidence.merge(metric, 1, Integer::sum);
        }
    }

    private static boolean keysMustMove(Reading<FamilyMetric> before, Reading<FamilyMetric> now) {
        Long keys = now.get(FamilyMetric.KEYS);
        Long formulaBefore = formula(before);
        Long formulaNow = formula(now);
        return keys != null
                && keys > 0
                && formulaBefore != null
                && formulaNow != null
                && !formulaBefore.equals(formulaNow)
                && same(before, now, FamilyMetric.ENTRIES_IMMUTABLE)
                && same(before, now, FamilyMetric.TOTAL_SST);
    }

    private static @Nullable Long formula(Reading<FamilyMetric> values) {
        Long entries = values.sum(FamilyMetric.ENTRIES_ACTIVE, FamilyMetric.ENTRIES_IMMUTABLE);
        Long deletes = values.sum(FamilyMetric.DELETES_ACTIVE, FamilyMetric.DELETES_IMMUTABLE);
        return entries == null || deletes == null ? null : entries - 2 * deletes;
    }

    private static boolean same(Reading<FamilyMetric> before, Reading<FamilyMetric> now, FamilyMetric metric) {
        Long value = now.get(metric);
        return value != null && value.equals(before.get(metric));
    }

    private static boolean changed(Reading<FamilyMetric> before, Reading<FamilyMetric> now, FamilyMetric metric) {
        Long from = before.get(metric);
        Long to = now.get(metric);
        return from != null && to != null && !from.equals(to);
    }

    private static boolean grew(Reading<FamilyMetric> before, Reading<FamilyMetric> now, FamilyMetric metric) {
        Long from = before.get(metric);
        Long to = now.get(metric);
        return from != null && to != null && to > from;
    }

    private static boolean fell(Reading<FamilyMetric> before, Reading<FamilyMetric> now, FamilyMetric metric) {
        Long from = before.get(metric);
        Long to = now.get(metric);
        return from != null && to != null && to < from;
    }
}
