package io.streamgauge.agent.metric;

import java.util.ArrayList;
import java.util.List;

import static io.streamgauge.agent.metric.MetricType.COUNTER;
import static io.streamgauge.agent.metric.MetricType.GAUGE;

/**
 * Every metric that the agent derives from facts: the one place to add a metric; FactSamples says where it comes from.
 * docs/metrics.md is made from it. What is not known has no sample, so a metric may be missing for a while.
 */
public final class MetricCatalog {

    private static final List<String> JOB = List.of("job_id", "job_name");
    private static final List<String> VERTEX = with(JOB, "task_id", "task_name");
    private static final List<String> SUBTASK = with(VERTEX, "subtask_index");
    private static final List<String> OPERATOR = with(JOB, "operator_id", "operator_name");
    private static final List<String> STATE = with(OPERATOR, "state");
    private static final List<String> STATE_OF_SUBTASK = with(STATE, "subtask_index");
    private static final List<String> PROCESS = List.of("process_id", "kind", "host", "tm_id");

    // Jobs.

    public static final MetricDefinition JOB_STATE = gauge(
            "streamgauge_job_state",
            with(JOB, "state"),
            "1 for the state the job is in, 0 for all others. A job is RUNNING while its tasks still wait for slots: see"
                    + " streamgauge_job_tasks_running.");
    public static final MetricDefinition JOB_START = gauge(
            "streamgauge_job_start_timestamp_seconds", JOB, "When the job was submitted, in seconds since the epoch.");
    public static final MetricDefinition JOB_TASKS_RUNNING =
            remembered(gauge("streamgauge_job_tasks_running", JOB, "Subtasks that run."));
    public static final MetricDefinition JOB_TASKS =
            gauge("streamgauge_job_tasks", JOB, "Subtasks that should run, all vertices together.");
    public static final MetricDefinition JOB_RESTART_ATTEMPTS = counter(
            "streamgauge_job_restart_attempts_total",
            JOB,
            "Restarts tried, rescales left out. One lost TaskManager can cost a dozen while no slot is free.");
    public static final MetricDefinition JOB_FAILURES = remembered(counter(
            "streamgauge_job_failures_total",
            JOB,
            "Failures that caused restarts: counted again only once all tasks had been running in between."));

    // Checkpoints.

    public static final MetricDefinition CHECKPOINTS_COMPLETED = remembered(counter(
            "streamgauge_checkpoints_completed_total",
            JOB,
            "Checkpoints completed since the agent first saw the job, each id once. Savepoints do not count."));
    public static final MetricDefinition CHECKPOINTS_FAILED = remembered(counter(
            "streamgauge_checkpoints_failed_total",
            JOB,
            "Checkpoints that failed after they were triggered. Those refused while tasks start do not count."));
    public static final MetricDefinition CHECKPOINT_LAST_COMPLETED = gauge(
            "streamgauge_checkpoint_last_completed_timestamp_seconds",
            JOB,
            "When the last checkpoint completed, in seconds since the epoch.");
    public static final MetricDefinition CHECKPOINT_LAST_COMPLETED_AGE = gauge(
            "streamgauge_checkpoint_last_completed_age_seconds",
            JOB,
            "Time since the last checkpoint completed, as of the agent's last tick. Missing before the first one.");
    public static final MetricDefinition CHECKPOINT_RUNNING_AGE = gauge(
            "streamgauge_checkpoint_running_age_seconds",
            JOB,
            "How long the oldest checkpoint has been under way. Missing while none is.");
    public static final MetricDefinition CHECKPOINT_DURATION = remembered(gauge(
            "streamgauge_checkpoint_last_duration_seconds",
            JOB,
            "From trigger to last acknowledgement of the last" + " completed checkpoint."));
    public static final MetricDefinition CHECKPOINT_FULL_BYTES = remembered(gauge(
            "streamgauge_checkpoint_last_full_bytes", JOB, "All state that the last completed checkpoint refers to."));
    public static final MetricDefinition CHECKPOINT_INCREMENTAL_BYTES = remembered(gauge(
            "streamgauge_checkpoint_last_incremental_bytes",
            JOB,
            "What the last completed checkpoint uploaded itself."));
    public static final MetricDefinition CHECKPOINT_PROCESSED_IN_FLIGHT_BYTES = gauge(
            "streamgauge_checkpoint_last_processed_in_flight_bytes",
            JOB,
            "Data processed while the barriers of the last completed checkpoint were aligned.");
    public static final MetricDefinition CHECKPOINT_PERSISTED_IN_FLIGHT_BYTES = gauge(
            "streamgauge_checkpoint_last_persisted_in_flight_bytes",
            JOB,
            "In-flight data stored by the last completed checkpoint, if it was unaligned.");
    public static final MetricDefinition CHECKPOINT_INTERVAL = gauge(
            "streamgauge_checkpoint_interval_seconds", JOB, "Configured interval. Missing when checkpoints are off.");
    public static final MetricDefinition CHECKPOINT_TIMEOUT =
            gauge("streamgauge_checkpoint_timeout_seconds", JOB, "Configured timeout.");
    public static final MetricDefinition RESTORE_TIMESTAMP = gauge(
            "streamgauge_job_restore_timestamp_seconds",
            JOB,
            "When the job was last restored from a checkpoint or savepoint, in seconds since the epoch.");

    // Tasks.

    public static final MetricDefinition SUBTASK_BUSY = gauge(
            "streamgauge_subtask_busy_ratio", SUBTASK, "Share of the last ten seconds or more that a subtask worked.");
    public static final MetricDefinition SUBTASK_IDLE = gauge(
            "streamgauge_subtask_idle_ratio",
            SUBTASK,
            "Share of the last ten seconds or more that a subtask waited for input.");
    public static final MetricDefinition SUBTASK_BACKPRESSURED = gauge(
            "streamgauge_subtask_backpressured_ratio",
            SUBTASK,
            "Share of the last ten seconds or more that a subtask could not hand on its output.");
    public static final MetricDefinition VERTEX_BUSY = remembered(gauge(
            "streamgauge_vertex_busy_ratio",
            VERTEX,
            "Mean busy share of all subtasks of a vertex. Missing unless all report."));
    public static final MetricDefinition VERTEX_IDLE = remembered(gauge(
            "streamgauge_vertex_idle_ratio",
            VERTEX,
            "Mean idle share of all subtasks of a vertex. Missing unless all report."));
    public static final MetricDefinition VERTEX_BACKPRESSURED = remembered(gauge(
            "streamgauge_vertex_backpressured_ratio",
            VERTEX,
            "Mean backpressured share of all subtasks of a vertex. Missing unless all report."));
    public static final MetricDefinition VERTEX_BUSIEST = remembered(gauge(
            "streamgauge_vertex_busiest_subtask_ratio",
            VERTEX,
            "Busy share of the busiest subtask of a vertex: far above the mean says skew. Missing unless all report."));

    // Operators.

    public static final MetricDefinition OPERATOR_RECORDS_IN = remembered(counter(
            "streamgauge_operator_records_in_total",
            OPERATOR,
            "Records taken in by an operator over all subtasks and their restarts. 0 for sources."));
    public static final MetricDefinition OPERATOR_RECORDS_OUT = remembered(counter(
            "streamgauge_operator_records_out_total",
            OPERATOR,
            "Records given out by an operator over all subtasks and their restarts. 0 for sinks."));
    public static final MetricDefinition OPERATOR_WATERMARK = remembered(gauge(
            "streamgauge_operator_watermark_timestamp_seconds",
            OPERATOR,
            "Lowest input watermark of an operator, in seconds since the epoch. Missing before the first, and at the"
                    + " end of the input."));
    public static final MetricDefinition OPERATOR_WATERMARK_LAG = remembered(gauge(
            "streamgauge_operator_watermark_lag_seconds",
            OPERATOR,
            "How far the lowest input watermark is behind the wall clock; negative when it is ahead."));

    // State, as the newest checkpoint that was read has it. Missing while none can be read.

    public static final MetricDefinition STATE_BYTES = remembered(gauge(
            "streamgauge_state_bytes",
            STATE,
            "Bytes of a state in checkpoint storage, after compression, of the newest checkpoint that was read."));
    public static final MetricDefinition STATE_ENTRIES = remembered(gauge(
            "streamgauge_state_entries",
            STATE,
            "Entries of a state in the files of a checkpoint, without tombstones. Overwritten ones count until they are"
                    + " compacted away."));
    public static final MetricDefinition STATE_TOMBSTONES = remembered(gauge(
            "streamgauge_state_tombstones",
            STATE,
            "Deletions of a state in the files of a checkpoint, not compacted away yet."));
    public static final MetricDefinition STATE_FILES =
            gauge("streamgauge_state_files", STATE, "Files of a checkpoint that hold nothing but this state.");
    public static final MetricDefinition STATE_RAW_KEY_BYTES = gauge(
            "streamgauge_state_raw_key_bytes",
            STATE,
            "Bytes of a state's keys in a checkpoint, before compression, tombstones included.");
    public static final MetricDefinition STATE_RAW_VALUE_BYTES = gauge(
            "streamgauge_state_raw_value_bytes",
            STATE,
            "Bytes of a state's values in a checkpoint, before compression.");
    public static final MetricDefinition STATE_LIVE_KEYS = remembered(
            gauge(
                    "streamgauge_state_live_keys",
                    STATE,
                    "Live keys of a state, estimated from the sampled key groups of a checkpoint. Only at checkpoint.depth keys."));
    public static final MetricDefinition STATE_OLDEST_DATA = gauge(
            "streamgauge_state_oldest_data_timestamp_seconds",
            STATE,
            "No data of a state is older, in seconds since the epoch, as its files tell.");
    public static final MetricDefinition STATE_BYTES_MAX_SUBTASK = remembered(gauge(
            "streamgauge_state_largest_subtask_bytes", STATE, "Bytes of the subtask that holds most of a state."));
    public static final MetricDefinition OPERATOR_STATE_BYTES = remembered(gauge(
            "streamgauge_operator_checkpoint_bytes",
            OPERATOR,
            "Bytes of all that a checkpoint holds of an operator, in-flight data included."));
    public static final MetricDefinition CHECKPOINT_READ = gauge(
            "streamgauge_checkpoint_read_completed_timestamp_seconds",
            JOB,
            "When the checkpoint completed that the sizes of states are of, in seconds since the epoch.");

    // State, as RocksDB's gauges have it. Sums are missing unless all subtasks report.

    /** Estimated live entries; a list state's merge operands are counted as entries. */
    public static final MetricDefinition STATE_KEYS = remembered(gauge(
            "streamgauge_state_keys", STATE, "Estimated entries of a state over all subtasks, from RocksDB's gauge."));

    public static final MetricDefinition STATE_ROCKSDB_BYTES = remembered(
            gauge(
                    "streamgauge_state_rocksdb_bytes",
                    STATE,
                    "Live table files and memtables of a state over all subtasks, on the TaskManagers' disks and in their memory."));
    public static final MetricDefinition STATE_SST_BYTES = remembered(
            gauge("streamgauge_state_sst_bytes", STATE, "Bytes of a state's live table files over all subtasks."));
    public static final MetricDefinition STATE_MEMTABLE_BYTES = remembered(
            gauge("streamgauge_state_memtable_bytes", STATE, "Bytes of a state's memtables over all subtasks."));
    public static final MetricDefinition STATE_LIVE_DATA_BYTES = remembered(
            gauge(
                    "streamgauge_state_live_data_bytes",
                    STATE,
                    "RocksDB's estimate of a state's live data in table files: what is above it is garbage not compacted yet."));
    public static final MetricDefinition STATE_MEMTABLE_ENTRIES = remembered(gauge(
            "streamgauge_state_memtable_entries",
            STATE,
            "Entries in a state's memtables over all subtasks, tombstones included."));
    public static final MetricDefinition STATE_MEMTABLE_DELETES = remembered(
            gauge("streamgauge_state_memtable_deletes", STATE, "Tombstones in a state's memtables over all subtasks."));
    public static final MetricDefinition STATE_PENDING_COMPACTION_BYTES = remembered(gauge(
            "streamgauge_state_pending_compaction_bytes",
            STATE,
            "Bytes that compaction would have to rewrite to get a state's levels back to their sizes."));
    public static final MetricDefinition SUBTASK_STATE_KEYS = gauge(
            "streamgauge_subtask_state_keys",
            STATE_OF_SUBTASK,
            "Estimated entries of a state in one subtask. Only when switched on.");
    public static final MetricDefinition SUBTASK_STATE_BYTES = gauge(
            "streamgauge_subtask_state_bytes",
            STATE_OF_SUBTASK,
            "Live table files and memtables of a state in one subtask. Only when switched on.");

    // RocksDB.

    public static final MetricDefinition ROCKSDB_HIT_RATIO = remembered(gauge(
            "streamgauge_rocksdb_block_cache_hit_ratio",
            OPERATOR,
            "Share of block lookups of the last ten seconds that the cache answered. Missing without lookups."));
    public static final MetricDefinition ROCKSDB_STALL_RATIO = remembered(gauge(
            "streamgauge_rocksdb_stall_ratio",
            OPERATOR,
            "Share of the last ten seconds that RocksDB held up writes, per subtask."));
    public static final MetricDefinition ROCKSDB_CACHE_HITS = counter(
            "streamgauge_rocksdb_block_cache_hits_total", OPERATOR, "Blocks found in the cache, over all subtasks.");
    public static final MetricDefinition ROCKSDB_CACHE_MISSES = counter(
            "streamgauge_rocksdb_block_cache_misses_total", OPERATOR, "Blocks read from files, over all subtasks.");
    public static final MetricDefinition ROCKSDB_STALL_SECONDS = counter(
            "streamgauge_rocksdb_stall_seconds_total", OPERATOR, "Time writes were held up, summed over subtasks.");
    public static final MetricDefinition ROCKSDB_BYTES_WRITTEN = counter(
            "streamgauge_rocksdb_bytes_written_total", OPERATOR, "Bytes written to memtables, over all subtasks.");
    public static final MetricDefinition ROCKSDB_COMPACTION_BYTES_WRITTEN = counter(
            "streamgauge_rocksdb_compaction_bytes_written_total",
            OPERATOR,
            "Bytes written by compaction, over all subtasks.");
    public static final MetricDefinition ROCKSDB_PENDING_COMPACTION_BYTES = remembered(gauge(
            "streamgauge_rocksdb_pending_compaction_bytes",
            OPERATOR,
            "Compaction debt of all states of an operator over all subtasks."));
    public static final MetricDefinition ROCKSDB_WRITE_STOPPED = gauge(
            "streamgauge_rocksdb_write_stopped", OPERATOR, "1 when any instance of the operator refuses writes now.");
    public static final MetricDefinition ROCKSDB_FROZEN_GAUGES = gauge(
            "streamgauge_rocksdb_frozen_gauges",
            OPERATOR,
            "Gauges that Flink has stopped refreshing; what hangs on them is missing until the task restarts.");

    // Processes.

    public static final MetricDefinition PROCESS_UP = gauge(
            "streamgauge_process_up",
            PROCESS,
            "1 while the reporter of a process is connected; 0 for a while once it was lost. One that shut down in"
                    + " order is missing at once.");
    public static final MetricDefinition PROCESS_RESIDENT_BYTES =
            remembered(gauge("streamgauge_process_resident_bytes", PROCESS, "Resident memory of a Flink process."));
    public static final MetricDefinition PROCESS_CONTAINER_LIMIT_BYTES = gauge(
            "streamgauge_process_container_limit_bytes",
            PROCESS,
            "Memory limit of the container that bounds a process. Missing without a limit.");
    public static final MetricDefinition PROCESS_CONTAINER_USAGE_BYTES = gauge(
            "streamgauge_process_container_usage_bytes",
            PROCESS,
            "Memory that the container uses, page cache included.");
    public static final MetricDefinition PROCESS_MEMORY_RATIO = remembered(gauge(
            "streamgauge_process_memory_limit_ratio",
            PROCESS,
            "Resident memory as a share of the container's limit. Missing without a limit."));
    public static final MetricDefinition PROCESS_HEAP_BYTES =
            gauge("streamgauge_process_heap_used_bytes", PROCESS, "Java heap in use.");
    public static final MetricDefinition PROCESS_DIRECT_BYTES =
            gauge("streamgauge_process_direct_buffer_bytes", PROCESS, "Direct buffers in use.");
    public static final MetricDefinition PROCESS_ROCKSDB_BYTES = remembered(gauge(
            "streamgauge_process_rocksdb_bytes",
            PROCESS,
            "Memory held by RocksDB in a process: block caches, each shared one counted once, memtables and readers."));

    // The cluster.

    public static final MetricDefinition TASK_MANAGERS = gauge(
            "streamgauge_task_managers",
            List.of(),
            "TaskManagers registered with the JobManager. One that died counts until its heartbeat times out.");
    public static final MetricDefinition TASK_MANAGERS_LOST = counter(
            "streamgauge_task_managers_lost_total",
            List.of(),
            "TaskManagers whose reporter went away without a farewell for ten seconds or more.");
    public static final MetricDefinition SLOTS = gauge("streamgauge_slots", List.of(), "Task slots of the cluster.");
    public static final MetricDefinition SLOTS_FREE =
            gauge("streamgauge_slots_free", List.of(), "Task slots that nothing runs in.");

    private MetricCatalog() {}

    private static MetricDefinition gauge(String name, List<String> labels, String help) {
        return new MetricDefinition(name, GAUGE, help, labels, false);
    }

    private static MetricDefinition counter(String name, List<String> labels, String help) {
        return new MetricDefinition(name, COUNTER, help, labels, false);
    }

    /** Kept by the history, so that analyses can look back. */
    private static MetricDefinition remembered(MetricDefinition metric) {
        return new MetricDefinition(metric.name(), metric.type(), metric.help(), metric.labels(), true);
    }

    private static List<String> with(List<String> labels, String... more) {
        List<String> all = new ArrayList<>(labels);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
