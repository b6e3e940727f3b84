package io.streamgauge.agent.source.merge.reading;

import org.jspecify.annotations.Nullable;

/** What is read of a process. */
public enum ProcessMetric {
    RESIDENT_BYTES,
    CONTAINER_LIMIT_BYTES,
    CONTAINER_USAGE_BYTES,
    HEAP_USED_BYTES,
    DIRECT_BYTES;

    /** Of what our reporter adds; null for all others. */
    public static @Nullable ProcessMetric ofReporter(String metricName) {
        return switch (metricName) {
            case "processResidentMemoryBytes" -> RESIDENT_BYTES;
            case "containerMemoryLimitBytes" -> CONTAINER_LIMIT_BYTES;
            case "containerMemoryUsageBytes" -> CONTAINER_USAGE_BYTES;
            default -> null;
        };
    }

    /** Of Flink's JVM metrics; null for all others. */
    public static @Nullable ProcessMetric ofFlink(boolean heap, String metricName) {
        if (heap) {
            return metricName.equals("Used") ? HEAP_USED_BYTES : null;
        }
        return metricName.equals("MemoryUsed") ? DIRECT_BYTES : null;
    }
}
