package io.streamgauge.agent.metric;

import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.RocksDbFacts;
import io.streamgauge.agent.fact.StateFacts;
import io.streamgauge.agent.fact.SubtaskFacts;
import io.streamgauge.agent.fact.VertexFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Samples of operators, their states and their RocksDB. A sum over subtasks is left out unless all subtasks of the
 * vertex report: a part of the whole would look like a drop. A state that a reporting subtask does not have is 0 there,
 * since it is made when first used.
 */
final class StateSamples {

    private final Samples samples;
    private final SampleSettings settings;

    StateSamples(Samples samples, SampleSettings settings) {
        this.samples = samples;
        this.settings = settings;
    }

    void add(JobFacts job) {
        Set<String> whole = new HashSet<>();
        for (VertexFacts vertex : job.vertices()) {
            long reporting = vertex.subtasks().stream()
                    .map(SubtaskFacts::processId)
                    .filter(process -> process != null)
                    .count();
            if (reporting >= vertex.parallelism()) {
                whole.add(vertex.id());
            }
        }
        job.operators().forEach(operator -> operator(job, operator));
        Map<List<String>, List<StateFacts>> byState = new LinkedHashMap<>();
        Map<List<String>, List<StateFacts>> byOperator = new LinkedHashMap<>();
        for (StateFacts state : job.states()) {
            if (settings.statesPerSubtask()) {
                subtask(job, state);
            }
            if (whole.contains(state.vertexId())) {
                byState.computeIfAbsent(labels(job, state), labels -> new ArrayList<>())
                        .add(state);
                byOperator
                        .computeIfAbsent(labels(job, state).subList(0, 4), labels -> new ArrayList<>())
                        .add(state);
            }
        }
        byState.forEach(this::sums);
        byOperator.forEach((labels, states) -> samples.add(
                MetricCatalog.ROCKSDB_PENDING_COMPACTION_BYTES,
                StateFacts.sum(states, StateFacts::pendingCompactionBytes),
                labels.toArray(String[]::new)));
    }

    private static List<String> labels(JobFacts job, StateFacts state) {
        return List.of(
                job.job().id(),
                job.job().name(),
                state.operator().id(),
                state.operator().name(),
                state.state());
    }

    private void sums(List<String> labelValues, List<StateFacts> subtasks) {
        String[] labels = labelValues.toArray(String[]::new);
        samples.add(MetricCatalog.STATE_KEYS, StateFacts.sum(subtasks, StateFacts::keys), labels);
        samples.add(MetricCatalog.STATE_ROCKSDB_BYTES, StateFacts.sum(subtasks, StateSamples::bytes), labels);
        samples.add(MetricCatalog.STATE_SST_BYTES, StateFacts.sum(subtasks, StateFacts::sstBytes), labels);
        samples.add(MetricCatalog.STATE_MEMTABLE_BYTES, StateFacts.sum(subtasks, StateFacts::memtableBytes), labels);
        samples.add(MetricCatalog.STATE_LIVE_DATA_BYTES, StateFacts.sum(subtasks, StateFacts::liveDataBytes), labels);
        samples.add(
                MetricCatalog.STATE_MEMTABLE_ENTRIES, StateFacts.sum(subtasks, StateFacts::memtableEntries), labels);
        samples.add(
                MetricCatalog.STATE_MEMTABLE_DELETES, StateFacts.sum(subtasks, StateFacts::memtableDeletes), labels);
        samples.add(
                MetricCatalog.STATE_PENDING_COMPACTION_BYTES,
                StateFacts.sum(subtasks, StateFacts::pendingCompactionBytes),
                labels);
    }

    private static @Nullable Long bytes(StateFacts state) {
        Long files = state.sstBytes();
        Long memtables = state.memtableBytes();
        return files == null || memtables == null ? null : files + memtables;
    }

    private void subtask(JobFacts job, StateFacts state) {
        List<String> labelValues = new ArrayList<>(labels(job, state));
        labelValues.add(String.valueOf(state.subtask()));
        String[] labels = labelValues.toArray(String[]::new);
        samples.add(MetricCatalog.SUBTASK_STATE_KEYS, state.keys(), labels);
        samples.add(MetricCatalog.SUBTASK_STATE_BYTES, bytes(state), labels);
    }

    private void operator(JobFacts job, OperatorFacts operator) {
        String[] labels = {
            job.job().id(),
            job.job().name(),
            operator.operator().id(),
            operator.operator().name()
        };
        samples.add(MetricCatalog.OPERATOR_RECORDS_IN, operator.recordsIn(), labels);
        samples.add(MetricCatalog.OPERATOR_RECORDS_OUT, operator.recordsOut(), labels);
        Long watermark = operator.watermarkEpochMillis();
        samples.add(MetricCatalog.OPERATOR_WATERMARK, watermark == null ? null : (Double) (watermark / 1e3), labels);
        samples.add(MetricCatalog.OPERATOR_WATERMARK_LAG, operator.watermarkLagSeconds(), labels);
        RocksDbFacts rocksDb = operator.rocksDb();
        if (rocksDb != null) {
            rocksDb(rocksDb, labels);
        }
    }

    private void rocksDb(RocksDbFacts facts, String... labels) {
        samples.add(MetricCatalog.ROCKSDB_HIT_RATIO, facts.blockCacheHitRatio(), labels);
        samples.add(MetricCatalog.ROCKSDB_STALL_RATIO, facts.stallRatio(), labels);
        samples.add(MetricCatalog.ROCKSDB_CACHE_HITS, facts.blockCacheHits(), labels);
        samples.add(MetricCatalog.ROCKSDB_CACHE_MISSES, facts.blockCacheMisses(), labels);
        samples.add(MetricCatalog.ROCKSDB_STALL_SECONDS, facts.stallSeconds(), labels);
        samples.add(MetricCatalog.ROCKSDB_BYTES_WRITTEN, facts.bytesWritten(), labels);
        samples.add(MetricCatalog.ROCKSDB_COMPACTION_BYTES_WRITTEN, facts.compactionBytesWritten(), labels);
        Boolean stopped = facts.writeStopped();
        samples.add(MetricCatalog.ROCKSDB_WRITE_STOPPED, stopped == null ? null : (Integer) (stopped ? 1 : 0), labels);
        samples.add(MetricCatalog.ROCKSDB_FROZEN_GAUGES, facts.frozenGauges(), labels);
    }
}
