package io.streamgauge.benchmarks.throughput;

/**
 * How far a cluster is at one moment.
 *
 * @param nanos of its TaskManager's monotonic clock
 * @param records that its source tasks have put out
 * @param taskManagerCpuNanos since its start
 * @param reporterCpuNanos of the reporter's threads in the TaskManager
 * @param agentCpuNanos since its start
 */
record Reading(long nanos, long records, long taskManagerCpuNanos, long reporterCpuNanos, long agentCpuNanos) {

    /** What happened from the one to the other. */
    Reading until(Reading later) {
        return new Reading(
                later.nanos - nanos,
                later.records - records,
                later.taskManagerCpuNanos - taskManagerCpuNanos,
                later.reporterCpuNanos - reporterCpuNanos,
                later.agentCpuNanos - agentCpuNanos);
    }

    double recordsPerSecond() {
        return records * 1e9 / nanos;
    }

    double cpuNanosPerRecord() {
        return (double) taskManagerCpuNanos / records;
    }
}
