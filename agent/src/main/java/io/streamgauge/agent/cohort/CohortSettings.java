package io.streamgauge.agent.cohort;

import java.time.Duration;

/**
 * How finely lives are remembered.
 *
 * @param slice time that counts are gathered over; ages are told apart from a quarter of it to 256 times it
 * @param fullSlices how many are kept at that width; older ones are merged two by two
 * @param mostKeys sampled keys that are followed per state; of more only those with the smallest hashes
 * @param farAhead a timer due, or a window ending, by so much later than event time or the clock is far
 */
public record CohortSettings(Duration slice, int fullSlices, int mostKeys, Duration farAhead) {

    public CohortSettings {
        if (slice.toMillis() < 400) {
            throw new IllegalArgumentException("slice: must be at least 400 ms, was " + slice);
        }
        if (fullSlices < 4 || fullSlices > 1000) {
            throw new IllegalArgumentException("fullSlices: must be 4 to 1000, was " + fullSlices);
        }
        if (mostKeys < 16) {
            throw new IllegalArgumentException("mostKeys: must be at least 16, was " + mostKeys);
        }
    }
}
