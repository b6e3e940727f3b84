package io.streamgauge.agent.config.section;

import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.SecretFile;
import io.streamgauge.agent.config.key.ValueTypes;
import io.streamgauge.agent.config.key.Values;
import io.streamgauge.agent.source.reporter.IngestSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Keys of the reporters' way in. */
public final class IngestKeys {

    public static final ConfigKey<String> TOKEN = ConfigKey.optional(
            "ingest.token",
            ValueTypes.secret("a token on one line"),
            "What a reporter must present as a bearer token. Without one every reporter is let in.");
    public static final ConfigKey<Path> TOKEN_FILE =
            ConfigKey.optional("ingest.token-file", ValueTypes.path("a path"), "File that holds the token instead.");
    public static final ConfigKey<Duration> PING_INTERVAL = ConfigKey.of(
            "ingest.ping-interval",
            ValueTypes.duration("100ms", "5m"),
            "5s",
            "How often a reporter's connection is probed.");
    public static final ConfigKey<Duration> SILENCE_TIMEOUT = ConfigKey.of(
            "ingest.silence-timeout",
            ValueTypes.duration("200ms", "10m"),
            "15s",
            "A reporter that neither sent nor answered a probe for so long is given up.");
    public static final ConfigKey<Duration> REMEMBER_GONE = ConfigKey.of(
            "ingest.remember-gone",
            ValueTypes.duration("1s", "7d"),
            "10m",
            "How long a process that went away stays visible as down.");
    public static final ConfigKey<Integer> QUEUED_RECORDS = ConfigKey.of(
            "ingest.queued-records",
            ValueTypes.whole(1, 1_000_000),
            "10000",
            "Spans and events that wait for the next tick, each; further ones are dropped and counted.");
    public static final ConfigKey<Integer> CONNECTIONS = ConfigKey.of(
            "ingest.bounds.connections",
            ValueTypes.whole(1, 100_000),
            "2000",
            "Reporters at one time; further ones are refused.");
    public static final ConfigKey<Integer> SCOPES = ConfigKey.of(
            "ingest.bounds.scopes", ValueTypes.whole(1, 10_000_000), "200000", "Metric scopes of one reporter.");
    public static final ConfigKey<Integer> METRICS = ConfigKey.of(
            "ingest.bounds.metrics", ValueTypes.whole(1, 100_000_000), "1000000", "Metrics of one reporter.");
    public static final ConfigKey<Long> CONNECTION_MEMORY = ConfigKey.of(
            "ingest.bounds.connection-memory",
            ValueTypes.size("1MiB", "64GiB"),
            "256MiB",
            "Heap that one reporter's metrics may take, estimated.");
    public static final ConfigKey<Long> TOTAL_MEMORY = ConfigKey.of(
            "ingest.bounds.total-memory",
            ValueTypes.size("1MiB", "256GiB"),
            "1GiB",
            "Heap that all reporters' metrics may take, estimated.");

    public static final List<ConfigKey<?>> ALL = List.of(
            TOKEN,
            TOKEN_FILE,
            PING_INTERVAL,
            SILENCE_TIMEOUT,
            REMEMBER_GONE,
            QUEUED_RECORDS,
            CONNECTIONS,
            SCOPES,
            METRICS,
            CONNECTION_MEMORY,
            TOTAL_MEMORY);

    private IngestKeys() {}

    public static IngestSettings settings(Values values) {
        return new IngestSettings(
                SecretFile.either(TOKEN, TOKEN_FILE, values),
                values.get(PING_INTERVAL),
                values.get(SILENCE_TIMEOUT),
                values.get(REMEMBER_GONE),
                values.get(QUEUED_RECORDS),
                new IngestSettings.Bounds(
                        values.get(CONNECTIONS),
                        values.get(SCOPES),
                        values.get(METRICS),
                        values.get(CONNECTION_MEMORY),
                        values.get(TOTAL_MEMORY)));
    }
}
