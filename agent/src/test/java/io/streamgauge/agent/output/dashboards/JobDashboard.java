package io.streamgauge.agent.output.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;

import static io.streamgauge.agent.output.dashboards.Panel.series;
import static io.streamgauge.agent.output.dashboards.Panel.stat;
import static io.streamgauge.agent.output.dashboards.Panel.table;

/** The dashboard of a job: is it well, does it checkpoint, where is it held up, what grows. */
final class JobDashboard {

    static final String UID = "streamgauge-job";

    static final String AGENT = "{job=~\"$job\", instance=~\"$instance\"}";
    static final String JOB = "{job=~\"$job\", instance=~\"$instance\", job_name=~\"$flink_job\"}";
    static final String OPERATOR =
            "{job=~\"$job\", instance=~\"$instance\", job_name=~\"$flink_job\", operator_name=~\"$operator\"}";
    static final String WINDOW = "[$__rate_interval]";

    private JobDashboard() {}

    static ObjectNode json() {
        DashboardJson dashboard = new DashboardJson(
                UID,
                "Streamgauge / Job",
                "Health, checkpoints, backpressure and state growth of Flink jobs, as seen by the Streamgauge agent.");
        dashboard
                .variable("job", "Scrape job", "streamgauge_build_info", "job")
                .variable("instance", "Agent", "streamgauge_build_info{job=~\"$job\"}", "instance")
                .variable("flink_job", "Flink job", "streamgauge_job_tasks" + AGENT, "job_name")
                .variable("operator", "Operator", "streamgauge_operator_records_in_total" + JOB, "operator_name")
                .variable("state", "State", "streamgauge_state_sst_bytes" + OPERATOR, "state")
                .annotation(
                        "Streamgauge alerts",
                        "ALERTS{alertstate=\"firing\", alertname=~\"Streamgauge.*\"}",
                        "{{alertname}} {{job_name}} {{state}}",
                        "red")
                .annotation(
                        "Failures",
                        "sum by (job_name) (increase(streamgauge_job_failures_total" + JOB + WINDOW + ")) > 0",
                        "{{job_name}} failed",
                        "orange");
        health(dashboard);
        checkpoints(dashboard);
        throughput(dashboard);
        StatePanels.addTo(dashboard);
        processes(dashboard);
        agent(dashboard);
        return dashboard.json();
    }

    private static void health(DashboardJson dashboard) {
        dashboard
                .row("Health")
                .panel(stat(
                                "State",
                                "none",
                                "State of each job. Running says that the JobManager runs it, even while tasks wait for slots:"
                                        + " see the share of tasks beside it.")
                        .names()
                        .query("max by (job_name, state) (streamgauge_job_state" + JOB + ") == 1", "{{state}}"))
                .panel(stat(
                                "Tasks running",
                                "percentunit",
                                "Share of the tasks that run. Less than 100 % for longer than a restart takes: slots are"
                                        + " missing, or the job is in a restart loop.")
                        .query(
                                "sum(streamgauge_job_tasks_running" + JOB + ") / sum(streamgauge_job_tasks" + JOB + ")",
                                "")
                        .goodFrom(1))
                .panel(stat(
                                "Running for",
                                "s",
                                "Time since the job that started last was submitted or restored by hand. Restarts by Flink"
                                        + " itself do not reset it.")
                        .query("time() - max(streamgauge_job_start_timestamp_seconds" + JOB + ")", ""))
                .panel(stat(
                                "Failures in range",
                                "short",
                                "Failures in the time shown, each counted once however many restarts it took. None is good;"
                                        + " several in a quarter of an hour are a loop.")
                        .query("sum(increase(streamgauge_job_failures_total" + JOB + "[$__range]))", "")
                        .worseFrom(1, 3))
                .panel(stat(
                                "Last checkpoint",
                                "s",
                                "Age of the last completed checkpoint, of the job where it is oldest. A failure now repeats"
                                        + " this much work. Compare with the interval in the row Checkpoints.")
                        .query("time() - min(streamgauge_checkpoint_last_completed_timestamp_seconds" + JOB + ")", ""))
                .panel(stat(
                                "TaskManagers up",
                                "short",
                                "TaskManagers whose reporter is connected to the agent, in the whole cluster.")
                        .query(
                                "sum(streamgauge_process_up{job=~\"$job\", instance=~\"$instance\","
                                        + " kind=\"taskmanager\"})",
                                "")
                        .goodFrom(1))
                .panel(stat(
                                "Slots free",
                                "short",
                                "Task slots that nothing runs in, in the whole cluster. None is normal for an application"
                                        + " cluster, and a job that lost a TaskManager then waits for its replacement.")
                        .query("sum(streamgauge_slots_free" + AGENT + ")", ""))
                .panel(stat(
                                "States suspected",
                                "short",
                                "Findings of a leak with verdict suspect or confirmed. The table says which; no data is"
                                        + " good.")
                        .query(
                                "count(streamgauge_finding{job=~\"$job\", instance=~\"$instance\","
                                        + " job_name=~\"$flink_job\", kind=\"state-leak\","
                                        + " verdict=~\"suspect|confirmed\"})",
                                "")
                        .worseFrom(1, 3))
                .panel(table(
                                "Findings",
                                "What the agent has found, with verdict and likely cause; empty is good. Evidence and what to"
                                        + " do are on the agent's page.")
                        .query(
                                "max by (job_name, kind, verdict, cause, operator_name, state) (streamgauge_finding"
                                        + JOB + ")",
                                ""))
                .panel(series(
                                "Failures and restart attempts",
                                "short",
                                "Each failure once, and every attempt to restart. Attempts without failures wait for slots:"
                                        + " a TaskManager is missing.")
                        .query(
                                "sum by (job_name) (increase(streamgauge_job_failures_total" + JOB + WINDOW + "))",
                                "{{job_name}} failures")
                        .query(
                                "sum by (job_name) (increase(streamgauge_job_restart_attempts_total" + JOB + WINDOW
                                        + "))",
                                "{{job_name}} attempts"))
                .panel(series(
                                "Tasks not running",
                                "short",
                                "Tasks that wait for a slot, are being deployed or restore their state. Zero is good.")
                        .query(
                                "sum by (job_name) (streamgauge_job_tasks" + JOB + ") - sum by (job_name)"
                                        + " (streamgauge_job_tasks_running" + JOB + ")",
                                "{{job_name}}"));
    }

    private static void checkpoints(DashboardJson dashboard) {
        dashboard
                .row("Checkpoints")
                .panel(series(
                                "Age of the last checkpoint",
                                "s",
                                "A saw that stays near the interval is good. Above four intervals the alert"
                                        + " StreamgaugeCheckpointOverdue fires.")
                        .query(
                                "time() - max by (job_name) (streamgauge_checkpoint_last_completed_timestamp_seconds"
                                        + JOB + ")",
                                "{{job_name}}")
                        .query(
                                "4 * max by (job_name) (streamgauge_checkpoint_interval_seconds" + JOB + ")",
                                "{{job_name}} overdue"))
                .panel(series(
                                "Duration",
                                "s",
                                "End to end, of the newest completed one. Rising towards the interval: less and less time"
                                        + " between checkpoints; rising with state size: see State growth; in jumps: see"
                                        + " backpressure.")
                        .query(
                                "max by (job_name) (streamgauge_checkpoint_last_duration_seconds" + JOB + ")",
                                "{{job_name}}"))
                .panel(series(
                                "Size",
                                "bytes",
                                "Full: all state the checkpoint refers to; incremental: what was uploaded for it. Full"
                                        + " that only rises is what a leak looks like from outside.")
                        .query(
                                "max by (job_name) (streamgauge_checkpoint_last_full_bytes" + JOB + ")",
                                "{{job_name}} full")
                        .query(
                                "max by (job_name) (streamgauge_checkpoint_last_incremental_bytes" + JOB + ")",
                                "{{job_name}} incremental"))
                .panel(series(
                                "Data in flight",
                                "bytes",
                                "Processed while barriers were aligned, and stored by unaligned checkpoints. Much of it is"
                                        + " backpressure that checkpoints have to wade through.")
                        .query(
                                "max by (job_name) (streamgauge_checkpoint_last_processed_in_flight_bytes" + JOB + ")",
                                "{{job_name}} processed")
                        .query(
                                "max by (job_name) (streamgauge_checkpoint_last_persisted_in_flight_bytes" + JOB + ")",
                                "{{job_name}} stored"))
                .panel(series(
                                "Under way",
                                "s",
                                "How long the oldest checkpoint has been running; nothing while none is. A line that climbs"
                                        + " to the timeout is one that will fail.")
                        .query(
                                "max by (job_name) (streamgauge_checkpoint_running_age_seconds" + JOB + ")",
                                "{{job_name}}")
                        .query(
                                "max by (job_name) (streamgauge_checkpoint_timeout_seconds" + JOB + ")",
                                "{{job_name}} timeout"))
                .panel(series(
                                "Completed and failed",
                                "short",
                                "Checkpoints that ended. Failed ones now and then are harmless, in a row they end in an"
                                        + " overdue checkpoint.")
                        .query(
                                "sum by (job_name) (increase(streamgauge_checkpoints_completed_total" + JOB + WINDOW
                                        + "))",
                                "{{job_name}} completed")
                        .query(
                                "sum by (job_name) (increase(streamgauge_checkpoints_failed_total" + JOB + WINDOW
                                        + "))",
                                "{{job_name}} failed"));
    }

    private static void throughput(DashboardJson dashboard) {
        dashboard
                .row("Throughput and backpressure")
                .panel(series(
                                "Busy",
                                "percentunit",
                                "Busiest subtask of each vertex. The bottleneck is the first vertex, going downstream, that"
                                        + " is near 100 % busy and not backpressured itself.")
                        .query(
                                "max by (job_name, task_name) (streamgauge_vertex_busiest_subtask_ratio" + JOB + ")",
                                "{{task_name}}")
                        .worseFrom(0.8, 0.95))
                .panel(series(
                                "Backpressured",
                                "percentunit",
                                "Worst subtask of each vertex: the share of time it waits for those downstream. It tells that"
                                        + " there is a bottleneck below, not that this vertex is one.")
                        .query(
                                "max by (job_name, task_name) (streamgauge_subtask_backpressured_ratio" + JOB + ")",
                                "{{task_name}}")
                        .worseFrom(0.5, 0.9))
                .panel(series("Records in", "rps", "Records that each operator takes in, over all subtasks.")
                        .query(
                                "sum by (job_name, operator_name) (rate(streamgauge_operator_records_in_total"
                                        + OPERATOR + WINDOW + "))",
                                "{{operator_name}}"))
                .panel(series(
                                "Watermark lag",
                                "s",
                                "How far the lowest input watermark is behind the clock. One that rises with the clock stands"
                                        + " still: an idle input, and timers and windows behind it never fire.")
                        .query(
                                "max by (job_name, operator_name) (streamgauge_operator_watermark_lag_seconds"
                                        + OPERATOR + ")",
                                "{{operator_name}}"));
    }

    private static void processes(DashboardJson dashboard) {
        dashboard
                .row("Processes")
                .panel(series("Resident memory", "bytes", "What each process really holds, native memory included.")
                        .query("streamgauge_process_resident_bytes" + AGENT, "{{kind}} {{host}} {{tm_id}}"))
                .panel(series(
                                "Share of the container's memory",
                                "percentunit",
                                "Resident memory over the container's limit; nothing without a limit. The kernel kills the"
                                        + " process at 100 %.")
                        .query("streamgauge_process_memory_limit_ratio" + AGENT, "{{kind}} {{host}} {{tm_id}}")
                        .worseFrom(0.85, 0.95))
                .panel(series(
                                "Heap",
                                "bytes",
                                "Used heap of each process. A floor that rises for days is a leak outside Flink's state.")
                        .query("streamgauge_process_heap_used_bytes" + AGENT, "{{kind}} {{host}} {{tm_id}}"))
                .panel(series(
                                "Direct buffers",
                                "bytes",
                                "Network buffers and whatever else is allocated outside the heap. Level is good.")
                        .query("streamgauge_process_direct_buffer_bytes" + AGENT, "{{kind}} {{host}} {{tm_id}}"));
    }

    private static void agent(DashboardJson dashboard) {
        dashboard
                .row("Agent")
                .panel(series(
                                "Age of what was read",
                                "s",
                                "Since each source was last read. A few seconds is good; rising means that the source cannot"
                                        + " be reached, and that what is shown above is old.")
                        .query(
                                "time() - streamgauge_source_last_success_timestamp_seconds" + AGENT,
                                "{{instance}} {{source}}")
                        .worseFrom(60, 300))
                .panel(series(
                                "Ticks",
                                "s",
                                "Mean time to read, remember, analyse and publish once. It should stay far below the time"
                                        + " between ticks.")
                        .query(
                                "rate(streamgauge_tick_seconds_sum" + AGENT + WINDOW
                                        + ") / rate(streamgauge_tick_seconds_count" + AGENT + WINDOW + ")",
                                "{{instance}}"));
    }
}
