package io.streamgauge.agent.inspect.warning;

/**
 * From where on something is worth a warning.
 *
 * @param leastBytes of a state: smaller ones are nobody's problem
 * @param leastShare of the checkpoint, 0 to 1
 * @param tombstoneShare of entries and tombstones together
 * @param subtaskSkew largest against mean
 * @param keyGroupSkew as above; there are more key groups, so that a few large keys show more
 * @param keyShare of a state's bytes under one key
 */
public record WarningLimits(
        long leastBytes,
        double leastShare,
        double tombstoneShare,
        double subtaskSkew,
        double keyGroupSkew,
        double keyShare) {

    /** What suits jobs in production. */
    public static WarningLimits defaults() {
        return new WarningLimits(16L << 20, 0.05, 0.3, 2, 8, 0.1);
    }

    boolean isLarge(long bytes, long totalBytes) {
        return bytes >= leastBytes && bytes >= leastShare * totalBytes;
    }
}
