package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.fact.RocksDbFacts;
import io.streamgauge.agent.fact.StateFacts;
import io.streamgauge.agent.source.merge.reading.FamilyMetric;
import io.streamgauge.agent.source.merge.reading.OperatorMetric;
import io.streamgauge.agent.source.merge.reading.Reading;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.merge.reading.TaskKey;
import io.streamgauge.agent.source.merge.rocksdb.FrozenGauges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes operator and state facts of one tick's readings. */
final class OperatorMerge {

    private record OperatorKey(String jobId, String vertexId, String operatorId) {

        static final Comparator<OperatorKey> ORDER = Comparator.comparing(OperatorKey::jobId)
                .thenComparing(OperatorKey::vertexId)
                .thenComparing(OperatorKey::operatorId);
    }

    private final RunningTotals totals = new RunningTotals();
    private final Rates<OperatorKey> rates = new Rates<>();
    private final Map<OperatorKey, List<Readings.Operator>> byOperator = new TreeMap<>(OperatorKey.ORDER);
    private final Map<OperatorKey, List<Readings.Family>> families = new TreeMap<>(OperatorKey.ORDER);

    /** Takes the readings of a tick in; whatever is asked next is of them. */
    void begin(List<Readings.Operator> operators, List<Readings.Family> allFamilies, Instant now) {
        byOperator.clear();
        families.clear();
        for (Readings.Family family : allFamilies) {
            families.computeIfAbsent(key(family.task(), family.operatorId()), key -> new ArrayList<>())
                    .add(family);
        }
        for (Readings.Operator operator : operators) {
            byOperator
                    .computeIfAbsent(key(operator.task(), operator.operatorId()), key -> new ArrayList<>())
                    .add(operator);
            for (OperatorMetric metric : OperatorMetric.values()) {
                if (metric != OperatorMetric.WATERMARK) {
                    totals.add(operator, metric, now.toEpochMilli());
                }
            }
        }
        totals.forgetOld(now.toEpochMilli());
        Set<OperatorKey> present = new HashSet<>(byOperator.keySet());
        rates.keep(present);
    }

    private static OperatorKey key(Readings.Task task, String operatorId) {
        return new OperatorKey(task.key().jobId(), task.key().vertexId(), operatorId);
    }

    /** @param parallelism by vertex id; an operator some of whose subtasks do not report has no watermark */
    List<OperatorFacts> operators(
            String jobId, Map<String, Integer> parallelism, Instant now, FrozenGauges frozenGauges) {
        List<OperatorFacts> facts = new ArrayList<>();
        byOperator.forEach((key, subtasks) -> {
            if (key.jobId.equals(jobId)) {
                boolean whole = subtasks.size() >= parallelism.getOrDefault(key.vertexId, 1);
                Readings.Operator lowest = whole ? lowestWatermark(subtasks) : null;
                Long watermark = lowest == null ? null : lowest.values().get(OperatorMetric.WATERMARK);
                facts.add(new OperatorFacts(
                        new OperatorRef(key.operatorId, null, subtasks.get(0).operatorName()),
                        key.vertexId,
                        totals.get(jobId, key.operatorId, OperatorMetric.RECORDS_IN),
                        totals.get(jobId, key.operatorId, OperatorMetric.RECORDS_OUT),
                        watermark,
                        lowest == null || watermark == null
                                ? null
                                : (lowest.task().reportEpochMillis() - watermark) / 1e3,
                        rocksDb(key, subtasks, now, frozenGauges)));
            }
        });
        return facts;
    }

    /** Null before every subtask has one, and once all have come to the end of their input. */
    private static Readings.@Nullable Operator lowestWatermark(List<Readings.Operator> subtasks) {
        Readings.Operator lowest = null;
        long lowestValue = Long.MAX_VALUE;
        for (Readings.Operator subtask : subtasks) {
            Long watermark = subtask.values().get(OperatorMetric.WATERMARK);
            if (watermark == null || watermark == Long.MIN_VALUE) {
                return null;
            }
            if (watermark < lowestValue) {
                lowest = subtask;
                lowestValue = watermark;
            }
        }
        return lowest;
    }

    private @Nullable RocksDbFacts rocksDb(
            OperatorKey key, List<Readings.Operator> subtasks, Instant now, FrozenGauges frozenGauges) {
        List<Readings.Family> own = families.getOrDefault(key, List.of());
        Long hits = total(key, OperatorMetric.BLOCK_CACHE_HITS);
        Long misses = total(key, OperatorMetric.BLOCK_CACHE_MISSES);
        Long stalled = total(key, OperatorMetric.STALL_MICROS);
        Long written = total(key, OperatorMetric.BYTES_WRITTEN);
        Long compacted = total(key, OperatorMetric.COMPACTION_BYTES_WRITTEN);
        boolean any = hits != null || misses != null || stalled != null || written != null || compacted != null;
        if (!any && own.isEmpty()) {
            return null;
        }
        Rates.Growth growth = rates.add(key, now, number(hits), number(misses), number(stalled));
        double lookups = growth == null ? Double.NaN : growth.of(0) + growth.of(1);
        boolean writtenKnown =
                subtasks.stream().allMatch(subtask -> subtask.values().get(OperatorMetric.BYTES_WRITTEN) != null);
        return new RocksDbFacts(
                real(hits),
                real(misses),
                stalled == null ? null : stalled / 1e6,
                writtenKnown ? real(written) : null,
                real(compacted),
                writeStopped(own),
                growth == null || !(lookups > 0) ? null : growth.of(0) / lookups,
                growth == null || Double.isNaN(growth.of(2))
                        ? null
                        : Math.min(1, growth.of(2) / 1e6 / growth.seconds() / subtasks.size()),
                subtasks.stream().mapToInt(frozenGauges::frozen).sum());
    }

    private @Nullable Long total(OperatorKey key, OperatorMetric metric) {
        return totals.get(key.jobId, key.operatorId, metric);
    }

    private static double number(@Nullable Long value) {
        return value == null ? Double.NaN : value;
    }

    private static @Nullable Double real(@Nullable Long value) {
        return value == null ? null : (double) value;
    }

    private static @Nullable Boolean writeStopped(List<Readings.Family> families) {
        Boolean stopped = null;
        for (Readings.Family family : families) {
            Long value = family.values().get(FamilyMetric.WRITE_STOPPED);
            if (value != null) {
                stopped = value != 0 || Boolean.TRUE.equals(stopped);
            }
        }
        return stopped;
    }

    /** Of one job, by operator, state and subtask. */
    List<StateFacts> states(String jobId) {
        List<StateFacts> facts = new ArrayList<>();
        families.forEach((key, own) -> {
            if (key.jobId.equals(jobId)) {
                own.forEach(family -> facts.add(state(family)));
            }
        });
        facts.sort(Comparator.comparing((StateFacts state) -> state.vertexId())
                .thenComparing(state -> state.operator().id())
                .thenComparing(StateFacts::state)
                .thenComparingInt(StateFacts::subtask));
        return facts;
    }

    private static StateFacts state(Readings.Family family) {
        Reading<FamilyMetric> values = family.values();
        TaskKey task = family.task().key();
        return new StateFacts(
                new OperatorRef(family.operatorId(), null, family.operatorName()),
                task.vertexId(),
                family.state(),
                task.subtask(),
                values.get(FamilyMetric.KEYS),
                first(values, FamilyMetric.LIVE_SST, FamilyMetric.TOTAL_SST),
                first(values, FamilyMetric.ALL_MEMTABLES, FamilyMetric.MEMTABLES),
                values.get(FamilyMetric.LIVE_DATA),
                values.sum(FamilyMetric.ENTRIES_ACTIVE, FamilyMetric.ENTRIES_IMMUTABLE),
                values.sum(FamilyMetric.DELETES_ACTIVE, FamilyMetric.DELETES_IMMUTABLE),
                values.get(FamilyMetric.PENDING_COMPACTION));
    }

    private static @Nullable Long first(Reading<FamilyMetric> values, FamilyMetric one, FamilyMetric other) {
        Long value = values.get(one);
        return value == null ? values.get(other) : value;
    }
}
