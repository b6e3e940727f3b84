package io.streamgauge.agent.cohort;

import org.jspecify.annotations.Nullable;

/**
 * How event time goes on in an operator.
 *
 * @param watermarkMillis where it is; null where it was never seen
 * @param movedMillis when it last moved, or was first seen: the last observation at which it stood elsewhere
 * @param recordsSince taken in since then; NaN where not known
 * @param usualGapMillis the longest that it stood still before, as far as remembered; 0 where it moved with each look
 */
public record EventTime(@Nullable Long watermarkMillis, long movedMillis, double recordsSince, long usualGapMillis) {

    static final EventTime UNKNOWN = new EventTime(null, 0, Double.NaN, 0);

    /** The same after another look. */
    EventTime next(@Nullable Long watermark, Look look) {
        if (watermark == null) {
            return watermarkMillis == null ? UNKNOWN : stands(look);
        }
        if (watermarkMillis == null || watermark > watermarkMillis) {
            long stood = watermarkMillis == null ? 0 : look.beforeMillis() - movedMillis;
            // Forgotten slowly, so that one stall of long ago does not hide the next.
            return new EventTime(watermark, look.millis(), 0, Math.max(stood, usualGapMillis - usualGapMillis / 16));
        }
        if (watermark < watermarkMillis) {
            // Another execution.
            return new EventTime(watermark, look.millis(), 0, usualGapMillis);
        }
        return stands(look);
    }

    private EventTime stands(Look look) {
        return new EventTime(watermarkMillis, movedMillis, recordsSince + look.recordsIn(), usualGapMillis);
    }
}
