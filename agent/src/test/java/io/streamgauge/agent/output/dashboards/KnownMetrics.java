package io.streamgauge.agent.output.dashboards;

import io.streamgauge.agent.metric.MetricCatalog;
import io.streamgauge.agent.metric.MetricDefinition;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every metric that a query may name. */
final class KnownMetrics {

    /** Made by Prometheus. */
    static final Set<String> THIRD_PARTY = Set.of("up", "ALERTS");

    /** The agent's own, which micrometer makes. */
    static final Set<String> AGENT = Set.of(
            "streamgauge_build_info",
            "streamgauge_finding",
            "streamgauge_source_last_success_timestamp_seconds",
            "streamgauge_tick_seconds_count",
            "streamgauge_tick_seconds_sum");

    /** Named by the queries before the catalog has them; a test takes care that it shrinks. */
    static final Set<String> AWAITED = Set.of(
            "streamgauge_checkpoint_interval_seconds",
            "streamgauge_checkpoint_last_completed_timestamp_seconds",
            "streamgauge_checkpoint_last_duration_seconds",
            "streamgauge_checkpoint_last_full_bytes",
            "streamgauge_checkpoint_last_incremental_bytes",
            "streamgauge_checkpoints_completed_total",
            "streamgauge_checkpoints_failed_total",
            "streamgauge_job_failures_total",
            "streamgauge_job_restart_attempts_total",
            "streamgauge_job_start_timestamp_seconds",
            "streamgauge_job_tasks",
            "streamgauge_job_tasks_running",
            "streamgauge_process_heap_used_bytes",
            "streamgauge_process_resident_bytes",
            "streamgauge_process_rocksdb_bytes",
            "streamgauge_process_up",
            "streamgauge_rocksdb_block_cache_hits_total",
            "streamgauge_rocksdb_block_cache_misses_total",
            "streamgauge_rocksdb_stall_seconds_total",
            "streamgauge_state_pending_compaction_bytes",
            "streamgauge_subtask_backpressured_ratio",
            "streamgauge_subtask_busy_ratio");

    private KnownMetrics() {}

    static Set<String> all() {
        Set<String> all = new TreeSet<>(THIRD_PARTY);
        all.addAll(AGENT);
        all.addAll(catalog().keySet());
        all.addAll(AWAITED);
        return all;
    }

    /** By name. */
    static Map<String, MetricDefinition> catalog() {
        Map<String, MetricDefinition> catalog = new TreeMap<>();
        for (Field field : MetricCatalog.class.getFields()) {
            try {
                if (field.get(null) instanceof MetricDefinition definition) {
                    catalog.put(definition.name(), definition);
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(field + " is public", e);
            }
        }
        return catalog;
    }
}
