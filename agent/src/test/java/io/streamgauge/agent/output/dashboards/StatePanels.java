package io.streamgauge.agent.output.dashboards;

import static io.streamgauge.agent.output.dashboards.JobDashboard.AGENT;
import static io.streamgauge.agent.output.dashboards.JobDashboard.OPERATOR;
import static io.streamgauge.agent.output.dashboards.JobDashboard.WINDOW;
import static io.streamgauge.agent.output.dashboards.Panel.series;

/** What grows, and what RocksDB makes of it. */
final class StatePanels {

    private static final String STATE = "{job=~\"$job\", instance=~\"$instance\", job_name=~\"$flink_job\","
            + " operator_name=~\"$operator\", state=~\"$state\"}";

    private StatePanels() {}

    static void addTo(DashboardJson dashboard) {
        growth(dashboard);
        rocksDb(dashboard);
    }

    private static void growth(DashboardJson dashboard) {
        dashboard
                .row("State growth")
                .panel(series(
                                "Size in checkpoints",
                                "bytes",
                                "Of each state in checkpoint storage. Steps down at a compaction are normal; what counts is"
                                        + " the floor of the saw. Empty where the agent cannot read the storage.")
                        .query(
                                "sum by (job_name, operator_name, state) (streamgauge_state_bytes" + STATE + ")",
                                "{{operator_name}} / {{state}}"))
                .panel(series(
                                "Size on TaskManagers",
                                "bytes",
                                "Table files and memtables of each state, as RocksDB's gauges have it.")
                        .query(
                                "sum by (job_name, operator_name, state) (streamgauge_state_rocksdb_bytes" + STATE
                                        + ")",
                                "{{operator_name}} / {{state}}"))
                .panel(series(
                                "Entries",
                                "short",
                                "RocksDB's estimate. Level, or following the input, is good. Rising for ever at even input:"
                                        + " nothing clears it.")
                        .query(
                                "sum by (job_name, operator_name, state) (streamgauge_state_keys" + STATE + ")",
                                "{{operator_name}} / {{state}}"))
                .panel(series(
                                "Entries kept per second",
                                "short",
                                "Growth of the number of entries. Around zero is good; compare with the records that come"
                                        + " in.")
                        .minInterval("2m")
                        .query(
                                "sum by (job_name, operator_name, state) (deriv(streamgauge_state_keys" + STATE + WINDOW
                                        + "))",
                                "{{operator_name}} / {{state}}"))
                .panel(series(
                                "Deletes in memtables",
                                "short",
                                "Tombstones not flushed yet. Zero for long on a busy state says that nothing is ever"
                                        + " cleared.")
                        .query(
                                "sum by (job_name, operator_name, state) (streamgauge_state_memtable_deletes" + STATE
                                        + ")",
                                "{{operator_name}} / {{state}}"));
    }

    private static void rocksDb(DashboardJson dashboard) {
        dashboard
                .row("RocksDB")
                .panel(series(
                                "Compaction debt",
                                "bytes",
                                "Bytes that compactions still have to rewrite. Rising for long: the disk cannot follow the"
                                        + " writes, and write stalls come next.")
                        .query(
                                "sum by (job_name, operator_name, state) (streamgauge_state_pending_compaction_bytes"
                                        + STATE + ")",
                                "{{operator_name}} / {{state}}"))
                .panel(series(
                                "Time stalled",
                                "percentunit",
                                "Share of time in which writes were held up, per subtask of an operator. Anything but"
                                        + " zero slows the job down.")
                        .query(
                                "max by (job_name, operator_name) (streamgauge_rocksdb_stall_ratio" + OPERATOR + ")",
                                "{{operator_name}}"))
                .panel(series(
                                "Block cache hit ratio",
                                "percentunit",
                                "Reads of blocks that needed no disk. Falling while state grows: the cache has become too"
                                        + " small.")
                        .query(
                                "min by (job_name, operator_name) (streamgauge_rocksdb_block_cache_hit_ratio" + OPERATOR
                                        + ")",
                                "{{operator_name}}"))
                .panel(series(
                                "Memory",
                                "bytes",
                                "Held by RocksDB in each process, a shared block cache counted once. Level at the managed"
                                        + " memory is normal.")
                        .query("streamgauge_process_rocksdb_bytes" + AGENT, "{{host}} {{tm_id}}"));
    }
}
