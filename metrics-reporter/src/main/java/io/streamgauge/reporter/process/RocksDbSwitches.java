package io.streamgauge.reporter.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The switches of RocksDB's native metrics. Each is off unless configured: what is off, an agent cannot see. */
final class RocksDbSwitches {

    private static final String PREFIX = "state.backend.rocksdb.metrics.";

    /** From Flink's RocksDBNativeMetricOptions; the same from 1.20 to 2.3. */
    private static final List<String> NAMES = List.of(
            "actual-delayed-write-rate",
            "background-errors",
            "block-cache-capacity",
            "block-cache-hit",
            "block-cache-miss",
            "block-cache-pinned-usage",
            "block-cache-usage",
            "bloom-filter-full-positive",
            "bloom-filter-full-true-positive",
            "bloom-filter-useful",
            "bytes-read",
            "bytes-written",
            // No metric: puts the state's name in a label instead of the metric's name.
            "column-family-as-variable",
            "compaction-pending",
            "compaction-read-bytes",
            "compaction-write-bytes",
            "cur-size-active-mem-table",
            "cur-size-all-mem-tables",
            "estimate-live-data-size",
            "estimate-num-keys",
            "estimate-pending-compaction-bytes",
            "estimate-table-readers-mem",
            "is-write-stopped",
            "iter-bytes-read",
            "live-sst-files-size",
            "mem-table-flush-pending",
            "num-deletes-active-mem-table",
            "num-deletes-imm-mem-tables",
            "num-entries-active-mem-table",
            "num-entries-imm-mem-tables",
            "num-files-at-level",
            "num-immutable-mem-table",
            "num-live-versions",
            "num-running-compactions",
            "num-running-flushes",
            "num-snapshots",
            "size-all-mem-tables",
            "stall-micros",
            "total-sst-files-size");

    private RocksDbSwitches() {}

    /** Those that this configuration leaves off, as full keys. */
    static List<String> off(Map<String, String> configuration) {
        List<String> off = new ArrayList<>();
        for (String name : NAMES) {
            String value = configuration.getOrDefault(PREFIX + name, "false").trim();
            if (!value.equalsIgnoreCase("true")) {
                off.add(PREFIX + name);
            }
        }
        return off;
    }
}
