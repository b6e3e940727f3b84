package io.streamgauge.agent.profile.service;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked for, and what is kept of it.
 *
 * @param enabled whether profiles may be taken at all
 * @param token what who asks must present as {@code Authorization: Bearer TOKEN}; null lets those in who ask from this machine
 * @param maxDuration of one profile, at most {@link #HARD_MAX_DURATION}
 * @param perHour profiles that may be started within an hour
 * @param diskBudget bytes of all that is kept
 * @param retention older ones are dropped
 * @param continuous whether every process records its CPU time all the time
 */
public record ProfileSettings(
        boolean enabled,
        @Nullable String token,
        Duration maxDuration,
        int perHour,
        long diskBudget,
        Duration retention,
        boolean continuous) {

    public static final Duration HARD_MAX_DURATION = Duration.ofMinutes(5);

    public static ProfileSettings defaults() {
        return new ProfileSettings(true, null, Duration.ofSeconds(60), 60, 256L << 20, Duration.ofDays(14), false);
    }

    public ProfileSettings {
        if (maxDuration.toMillis() < 1_000 || maxDuration.compareTo(HARD_MAX_DURATION) > 0) {
            throw new IllegalArgumentException(
                    "profiles.max-duration: found " + maxDuration + ", expected 1 to 300 seconds");
        }
        if (perHour < 1 || diskBudget < 1 || retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException(
                    "profiles: found a limit of nothing, expected more; to take no profiles write profiles.enabled: false");
        }
        if (token != null && token.isEmpty()) {
            throw new IllegalArgumentException("profiles.token: found nothing, expected text");
        }
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "ProfileSettings[enabled=" + enabled + ", token=" + (token == null ? "none" : "set") + ", maxDuration="
                + maxDuration + ", perHour=" + perHour + ", diskBudget=" + diskBudget + ", retention=" + retention
                + ", continuous=" + continuous + "]";
    }
}
