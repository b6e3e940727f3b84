package io.streamgauge.agent.metric;

import java.util.List;

import static io.streamgauge.agent.metric.MetricType.COUNTER;
import static io.streamgauge.agent.metric.MetricType.GAUGE;

/** Every metric that the agent derives from facts. The one place to add a metric; FactSamples says where it comes from. */
public final class MetricCatalog {

    /** Estimated live entries; a list state's merge operands are counted as entries. */
    public static final MetricDefinition STATE_KEYS =
            state("streamgauge_state_keys", "Estimated entries of a state over all subtasks, from RocksDB's gauge.");

    public static final MetricDefinition STATE_SST_BYTES =
            state("streamgauge_state_sst_bytes", "Bytes of a state's live table files over all subtasks.");

    public static final MetricDefinition STATE_MEMTABLE_BYTES =
            state("streamgauge_state_memtable_bytes", "Bytes of a state's memtables over all subtasks.");

    public static final MetricDefinition STATE_MEMTABLE_ENTRIES = state(
            "streamgauge_state_memtable_entries",
            "Entries in a state's memtables over all subtasks, tombstones included.");

    public static final MetricDefinition STATE_MEMTABLE_DELETES =
            state("streamgauge_state_memtable_deletes", "Tombstones in a state's memtables over all subtasks.");

    public static final MetricDefinition OPERATOR_RECORDS_IN = operator(
            COUNTER, "streamgauge_operator_records_in_total", "Records taken in by an operator over all subtasks.");

    public static final MetricDefinition OPERATOR_WATERMARK = operator(
            GAUGE,
            "streamgauge_operator_watermark_timestamp_seconds",
            "Lowest input watermark of an operator, in seconds since the epoch.");

    private MetricCatalog() {}

    private static MetricDefinition state(String name, String help) {
        return new MetricDefinition(
                name, GAUGE, help, List.of("job_id", "job_name", "operator_id", "operator_name", "state"), true);
    }

    private static MetricDefinition operator(MetricType type, String name, String help) {
        return new MetricDefinition(
                name, type, help, List.of("job_id", "job_name", "operator_id", "operator_name"), true);
    }
}
