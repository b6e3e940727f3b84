package io.streamgauge.testbed;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Flink configuration that {@link ClusterSettings} starts from. Durations without a unit are milliseconds on 1.20 and 2.x. */
final class FlinkDefaults {
    static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry("jobmanager.memory.process.size", "1024m"),
            Map.entry("taskmanager.memory.process.size", "1536m"),
            Map.entry("rest.flamegraph.enabled", "true"),
            Map.entry("rest.profiling.enabled", "true"),
            Map.entry("state.backend.type", "rocksdb"),
            Map.entry("execution.checkpointing.interval", "1000"),
            Map.entry("execution.checkpointing.storage", "filesystem"),
            Map.entry("execution.checkpointing.incremental", "true"),
            Map.entry("execution.checkpointing.num-retained", "2"),
            // Without it an orderly stop of the JobManager deletes the checkpoints of running jobs.
            Map.entry("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION"),
            Map.entry("restart-strategy.type", "fixed-delay"),
            Map.entry("restart-strategy.fixed-delay.attempts", "2147483647"),
            Map.entry("restart-strategy.fixed-delay.delay", "1 s"));

    /** A lost process is noticed within seconds, and REST answers are about a second old at most. */
    static final Map<String, String> QUICK_TIMINGS = Map.of(
            "heartbeat.interval", "1000",
            "heartbeat.timeout", "5000",
            "metrics.fetcher.update-interval", "1000",
            "web.refresh-interval", "500");

    static final Map<String, String> ROCKSDB_METRICS = rocksDbMetrics();

    private FlinkDefaults() {}

    private static Map<String, String> rocksDbMetrics() {
        List<String> switches = List.of(
                "num-immutable-mem-table",
                "mem-table-flush-pending",
                "compaction-pending",
                "background-errors",
                "cur-size-active-mem-table",
                "cur-size-all-mem-tables",
                "size-all-mem-tables",
                "num-entries-active-mem-table",
                "num-entries-imm-mem-tables",
                "num-deletes-active-mem-table",
                "num-deletes-imm-mem-tables",
                "estimate-num-keys",
                "estimate-table-readers-mem",
                "num-snapshots",
                "num-live-versions",
                "estimate-live-data-size",
                "total-sst-files-size",
                "live-sst-files-size",
                "estimate-pending-compaction-bytes",
                "num-running-compactions",
                "num-running-flushes",
                "actual-delayed-write-rate",
                "is-write-stopped",
                "block-cache-capacity",
                "block-cache-usage",
                "block-cache-pinned-usage",
                "num-files-at-level",
                "block-cache-hit",
                "block-cache-miss",
                "bloom-filter-useful",
                "bloom-filter-full-positive",
                "bloom-filter-full-true-positive",
                "bytes-read",
                "iter-bytes-read",
                "bytes-written",
                "compaction-read-bytes",
                "compaction-write-bytes",
                "stall-micros",
                "column-family-as-variable");
        Map<String, String> entries = new TreeMap<>();
        switches.forEach(name -> entries.put("state.backend.rocksdb.metrics." + name, "true"));
        return Map.copyOf(entries);
    }
}
