package io.streamgauge.benchmarks.throughput;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.FlinkCluster;
import io.streamgauge.testbed.FlinkProcess;
import io.streamgauge.testbed.process.TestbedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How far a job is at one moment.
 *
 * @param nanos of the monotonic clock
 * @param records that all source subtasks have put out
 * @param cpuSeconds of all TaskManagers since they started, at the kernel's grain of 10 ms
 */
record Window(long nanos, long records, double cpuSeconds) {

    private static final double TICKS_PER_SECOND = 100;

    static Window read(FlinkCluster cluster, String job) {
        long records = 0;
        for (JsonNode vertex : cluster.rest().get("/jobs/" + job).path("vertices")) {
            if (vertex.path("name").asText().startsWith("Source")) {
                records += vertex.path("metrics").path("write-records").asLong();
            }
        }
        return new Window(
                System.nanoTime(),
                records,
                cluster.taskManagers().stream().mapToDouble(Window::cpuSeconds).sum());
    }

    double seconds(Window later) {
        return (later.nanos - nanos) / 1e9;
    }

    private static double cpuSeconds(FlinkProcess process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new TestbedException(process.name() + ": CPU time: " + e, e);
        }
    }
}
