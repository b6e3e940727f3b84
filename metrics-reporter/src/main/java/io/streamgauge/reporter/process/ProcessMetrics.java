package io.streamgauge.reporter.process;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** What Flink does not tell of its process. */
public final class ProcessMetrics {

    private ProcessMetrics() {}

    /** What the machine does not tell is not added. */
    public static void addTo(OwnMetrics metrics) {
        metrics.known("processResidentMemoryBytes", ProcessMemory::residentBytes);
        ContainerMemory container = ContainerMemory.ofThisProcess();
        if (container != null) {
            metrics.known("containerMemoryLimitBytes", container::limitBytes);
            metrics.known("containerMemoryUsageBytes", container::usageBytes);
            metrics.known("containerMemoryWorkingSetBytes", container::workingSetBytes);
        }
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct") || pool.getName().equals("mapped")) {
                metrics.gauge(pool.getName() + "Buffers", pool::getCount);
                metrics.gauge(pool.getName() + "BufferBytes", pool::getMemoryUsed);
                metrics.gauge(pool.getName() + "BufferCapacityBytes", pool::getTotalCapacity);
            }
        }
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean) {
            com.sun.management.OperatingSystemMXBean system =
                    (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            metrics.counter("processCpuTimeNanos", system::getProcessCpuTime);
        }
    }
}
