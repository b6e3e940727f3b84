package io.streamgauge.agent.config.section;

import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.ListType;
import io.streamgauge.agent.config.key.SecretFile;
import io.streamgauge.agent.config.key.ValueType;
import io.streamgauge.agent.config.key.ValueTypes;
import io.streamgauge.agent.config.key.Values;
import io.streamgauge.agent.source.flinkrest.FlinkRestSettings;
import io.streamgauge.agent.source.flinkrest.FlinkRestSettings.Minimums;
import io.streamgauge.agent.source.flinkrest.FlinkRestSettings.Timeouts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of Flink's REST interface. */
public final class FlinkRestKeys {

    private static final ValueType<Duration> TIMEOUT = ValueTypes.duration("10ms", "1m");
    private static final ValueType<Duration> PAUSE = ValueTypes.duration("0s", "10m");

    public static final ConfigKey<List<URI>> ADDRESSES = ConfigKey.of(
            "flink.rest.addresses",
            new ListType<>(ValueTypes.httpUrl("http://HOST:PORT or https://HOST:PORT, without credentials")),
            "http://localhost:8081",
            "JobManagers of one cluster, tried in this order. Empty: REST is not read, and what only it tells is not"
                    + " assessed.");
    public static final ConfigKey<String> AUTHORIZATION = ConfigKey.optional(
            "flink.rest.authorization",
            ValueTypes.secret("the value of an Authorization header on one line"),
            "Sent as the Authorization header, such as \"Bearer x\".");
    public static final ConfigKey<Path> AUTHORIZATION_FILE = ConfigKey.optional(
            "flink.rest.authorization-file", ValueTypes.path("a path"), "File that holds that value instead.");
    public static final ConfigKey<Path> TRUSTED_CERTIFICATES = ConfigKey.optional(
            "flink.rest.trusted-certificates",
            ValueTypes.path("the path of a PEM file"),
            "Certificates to trust for https. Without: what the JVM trusts.");
    public static final ConfigKey<Long> LONGEST_ANSWER = ConfigKey.of(
            "flink.rest.longest-answer", ValueTypes.size("64KiB", "256MiB"), "16MiB", "A longer answer is given up.");
    public static final ConfigKey<Duration> CONNECT =
            ConfigKey.of("flink.rest.timeouts.connect", TIMEOUT, "5s", "How long to wait for a connection.");
    public static final ConfigKey<Duration> ANSWER = ConfigKey.of(
            "flink.rest.timeouts.answer", TIMEOUT, "5s", "How long to wait for the last byte of an answer.");
    public static final ConfigKey<Duration> LONGEST_BACK_OFF = ConfigKey.of(
            "flink.rest.timeouts.longest-back-off",
            PAUSE,
            "10s",
            "An address that fails is left alone for 1 s, 2 s, 4 s, ... up to this.");
    public static final ConfigKey<Duration> POLL = ConfigKey.of(
            "flink.rest.minimums.poll", PAUSE, "1s", "Least time between two readings of the list of jobs.");
    public static final ConfigKey<Duration> GRAPH =
            ConfigKey.of("flink.rest.minimums.graph", PAUSE, "1s", "The same for vertices, plan and task states.");
    public static final ConfigKey<Duration> CHECKPOINTS = ConfigKey.of(
            "flink.rest.minimums.checkpoints",
            PAUSE,
            "1s",
            "The same for checkpoints; well below ten checkpoint intervals, since Flink remembers ten.");
    public static final ConfigKey<Duration> FAILURES =
            ConfigKey.of("flink.rest.minimums.failures", PAUSE, "5s", "The same for the exception history.");
    public static final ConfigKey<Duration> BACKPRESSURE = ConfigKey.of(
            "flink.rest.minimums.backpressure",
            PAUSE,
            "10s",
            "The same for backpressure, which makes the JobManager ask every TaskManager.");
    public static final ConfigKey<Duration> TASK_MANAGERS =
            ConfigKey.of("flink.rest.minimums.task-managers", PAUSE, "2s", "The same for TaskManagers.");

    public static final List<ConfigKey<?>> ALL = List.of(
            ADDRESSES,
            AUTHORIZATION,
            AUTHORIZATION_FILE,
            TRUSTED_CERTIFICATES,
            LONGEST_ANSWER,
            CONNECT,
            ANSWER,
            LONGEST_BACK_OFF,
            POLL,
            GRAPH,
            CHECKPOINTS,
            FAILURES,
            BACKPRESSURE,
            TASK_MANAGERS);

    private FlinkRestKeys() {}

    /** Null when there are no addresses. */
    public static @Nullable FlinkRestSettings settings(Values values) {
        String authorization = SecretFile.either(AUTHORIZATION, AUTHORIZATION_FILE, values);
        if (values.get(ADDRESSES).isEmpty()) {
            return null;
        }
        return new FlinkRestSettings(
                values.get(ADDRESSES),
                authorization,
                values.find(TRUSTED_CERTIFICATES),
                new Timeouts(values.get(CONNECT), values.get(ANSWER), values.get(LONGEST_BACK_OFF)),
                Math.toIntExact(values.get(LONGEST_ANSWER)),
                new Minimums(
                        values.get(POLL),
                        values.get(GRAPH),
                        values.get(CHECKPOINTS),
                        values.get(FAILURES),
                        values.get(BACKPRESSURE),
                        values.get(TASK_MANAGERS)));
    }
}
