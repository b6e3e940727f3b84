package io.streamgauge.agent.source.profile;

import io.streamgauge.agent.profile.ProfileMode;
import java.time.Duration;

/**
 * What is recorded all the time.
 *
 * @param interval between two samples of a thread
 * @param rotation how long each recording is
 * @param lookEvery how often processes that came, or whose recording ended, are asked
 */
public record ContinuousSettings(ProfileMode mode, Duration interval, Duration rotation, Duration lookEvery) {

    public static ContinuousSettings defaults() {
        return new ContinuousSettings(
                ProfileMode.CPU, Duration.ofMillis(20), Duration.ofMinutes(1), Duration.ofSeconds(5));
    }
}
