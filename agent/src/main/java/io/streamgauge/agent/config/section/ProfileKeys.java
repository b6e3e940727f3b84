package io.streamgauge.agent.config.section;

import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.SecretFile;
import io.streamgauge.agent.config.key.ValueTypes;
import io.streamgauge.agent.config.key.Values;
import io.streamgauge.agent.profile.service.ProfileSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Keys of profiles. */
public final class ProfileKeys {

    public static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
            "profiles.enabled",
            ValueTypes.bool(),
            "true",
            "Whether profiles of Flink's processes may be taken at all.");
    public static final ConfigKey<String> TOKEN = ConfigKey.optional(
            "profiles.token",
            ValueTypes.secret("a token on one line"),
            "What who asks for a profile must present as a bearer token. Without one profiles are taken from the agent's own"
                    + " machine only.");
    public static final ConfigKey<Path> TOKEN_FILE =
            ConfigKey.optional("profiles.token-file", ValueTypes.path("a path"), "File that holds the token instead.");
    public static final ConfigKey<Duration> MAX_DURATION = ConfigKey.of(
            "profiles.max-duration",
            ValueTypes.duration("1s", "300s"),
            "60s",
            "The longest that one profile may record.");
    public static final ConfigKey<Integer> PER_HOUR = ConfigKey.of(
            "profiles.per-hour",
            ValueTypes.whole(1, 10_000),
            "60",
            "Profiles that may be started within an hour, of all processes together.");
    public static final ConfigKey<Long> DISK_BUDGET = ConfigKey.of(
            "profiles.disk-budget",
            ValueTypes.size("1MiB", "1TiB"),
            "256MiB",
            "Profiles in history.directory are cut back to this, oldest first. Beside history.max-size.");
    public static final ConfigKey<Duration> RETENTION = ConfigKey.of(
            "profiles.retention", ValueTypes.duration("1m", "3650d"), "14d", "Older profiles are dropped.");

    public static final ConfigKey<Boolean> CONTINUOUS = ConfigKey.of(
            "profiles.continuous",
            ValueTypes.bool(),
            "false",
            "Whether every process records its CPU time all the time: a sample every 20 ms of each busy thread, kept by the minute.");

    public static final List<ConfigKey<?>> ALL =
            List.of(ENABLED, TOKEN, TOKEN_FILE, MAX_DURATION, PER_HOUR, DISK_BUDGET, RETENTION, CONTINUOUS);

    private ProfileKeys() {}

    public static ProfileSettings settings(Values values) {
        return new ProfileSettings(
                values.get(ENABLED),
                SecretFile.either(TOKEN, TOKEN_FILE, values),
                values.get(MAX_DURATION),
                values.get(PER_HOUR),
                values.get(DISK_BUDGET),
                values.get(RETENTION),
                values.get(CONTINUOUS));
    }
}
