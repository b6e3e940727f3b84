package io.streamgauge.agent.output.prometheus.series;

import java.util.Set;

/**
 * Numbers that say "not known" and must not be exported as numbers. NaN and Long.MIN_VALUE are withheld everywhere; the
 * rest by metric name, because -1 is a fine value elsewhere. docs/metrics-endpoint.md repeats this list.
 */
final class Sentinels {

    static final long NO_WATERMARK = Long.MIN_VALUE;

    /** The whole double that a gauge of doubles would give for it. */
    private static final double NO_WATERMARK_DOUBLE = -0x1p63;

    /** Of a job, by its JobManager: -1 until there was one. */
    private static final Set<String> JOB = Set.of(
            "lastCheckpointDuration",
            "lastCheckpointSize",
            "lastCheckpointFullSize",
            "lastCheckpointMetadataSize",
            "lastCheckpointProcessedData",
            "lastCheckpointPersistedData",
            "lastCheckpointCompletedTimestamp",
            "lastCheckpointRestoreTimestamp",
            "lastCompletedCheckpointId",
            "uptime",
            "downtime");

    /** Of a JVM: -1 for a pool without limit, and on platforms that do not tell. */
    private static final Set<String> JVM = Set.of("Max", "Load");

    /** Of a source: -1 until the first record. */
    private static final Set<String> SOURCE =
            Set.of("currentFetchEventTimeLag", "currentEmitEventTimeLag", "watermarkLag", "sourceIdleTime");

    /** Long.MAX_VALUE once the input ended: "no further watermark", not a time. */
    private static final Set<String> END_OF_TIME = Set.of(
            "currentInputWatermark",
            "currentInput1Watermark",
            "currentInput2Watermark",
            "currentOutputWatermark",
            "currentWatermark");

    private Sentinels() {}

    /** The further sentinel of a metric; {@link #NO_WATERMARK} where it has none. */
    static long of(String logicalScope, String metricName) {
        if ((JOB.contains(metricName) && logicalScope.startsWith("jobmanager.job"))
                || (JVM.contains(metricName) && logicalScope.contains(".Status.JVM"))
                || (SOURCE.contains(metricName) && logicalScope.startsWith("taskmanager.job.task"))) {
            return -1;
        }
        return END_OF_TIME.contains(metricName) ? Long.MAX_VALUE : NO_WATERMARK;
    }

    static boolean withheld(long value, long sentinel) {
        return value == NO_WATERMARK || value == sentinel;
    }

    static boolean withheld(double value, long sentinel) {
        return Double.isNaN(value) || value == NO_WATERMARK_DOUBLE || value == sentinel;
    }
}
