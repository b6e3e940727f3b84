package io.streamgauge.agent.profile;

import java.time.Duration;

/**
 * A profile that is asked for. Bounds are the guard's, see the caller; here only what makes no sense is refused.
 *
 * @param processId {@link ProcessRef#id()} of the process
 * @param duration how long to record, positive
 * @param interval between two samples of a thread, positive; for modes {@link ProfileMode#CPU} and {@link ProfileMode#WALL}, others ignore
 *     it
 * @param askedBy who asked, for the log and for those who wait; never a secret
 */
public record ProfileRequest(String processId, ProfileMode mode, Duration duration, Duration interval, String askedBy) {
    public ProfileRequest {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("duration of a profile must be positive, not " + duration);
        }
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval of a profile must be positive, not " + interval);
        }
    }
}
