package io.streamgauge.agent.config.section;

import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.ListType;
import io.streamgauge.agent.config.key.MapType;
import io.streamgauge.agent.config.key.ValueTypes;
import io.streamgauge.agent.config.key.Values;
import io.streamgauge.agent.source.checkpoint.CheckpointSettings;
import io.streamgauge.agent.source.checkpoint.CheckpointSettings.ReadDepth;
import io.streamgauge.checkpoint.storage.s3.S3Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Keys of reading completed checkpoints. */
public final class CheckpointKeys {

    private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public static final ConfigKey<ReadDepth> DEPTH = ConfigKey.of(
            "checkpoint.depth",
            ValueTypes.oneOf(ReadDepth.class),
            "keys",
            "How much is read of each completed checkpoint: nothing; descriptions and indexes, which tell the size of"
                    + " each state; or also the data of a few key"
                    + " groups, to follow single keys by their hashes.");
    public static final ConfigKey<Integer> KEY_GROUPS = ConfigKey.of(
            "checkpoint.key-groups",
            ValueTypes.whole(1, 128),
            "2",
            "At depth keys, how many key groups of 128 are read.");
    public static final ConfigKey<List<Path>> ROOTS = ConfigKey.of(
            "checkpoint.roots",
            new ListType<>(ValueTypes.path("the path of a directory")),
            "/",
            "Nothing of the local file system outside of these directories is opened.");
    public static final ConfigKey<List<String>> ALSO = ConfigKey.of(
            "checkpoint.also",
            new ListType<>(ValueTypes.text("the absolute path of a directory, as Flink writes it")),
            "",
            "Where else checkpoints may name files: of the changelog, of savepoints that a job claimed.");
    public static final ConfigKey<Map<String, String>> PREFIXES = ConfigKey.of(
            "checkpoint.prefixes",
            new MapType<>(ValueTypes.text("how the path begins for the agent")),
            "",
            "By how paths begin for Flink, how they begin for the agent, where its mounts differ.");
    public static final ConfigKey<URI> S3_ENDPOINT = ConfigKey.optional(
            "checkpoint.s3.endpoint",
            ValueTypes.httpUrl("http://HOST:PORT or https://HOST:PORT, without credentials"),
            "Another S3-compatible store than Amazon's. Credentials come from where the AWS SDK looks.");
    public static final ConfigKey<String> S3_REGION = ConfigKey.optional(
            "checkpoint.s3.region",
            ValueTypes.scalar(
                    "the name of a region, as eu-central-1",
                    text -> REGION.matcher(text).matches() ? text : null),
            "Else the one that environment, profile or machine tell.");
    public static final ConfigKey<Boolean> S3_PATH_STYLE = ConfigKey.of(
            "checkpoint.s3.path-style",
            ValueTypes.bool(),
            "false",
            "Whether the bucket is in the path instead of the host name, as most other stores want it.");

    public static final List<ConfigKey<?>> ALL =
            List.of(DEPTH, KEY_GROUPS, ROOTS, ALSO, PREFIXES, S3_ENDPOINT, S3_REGION, S3_PATH_STYLE);

    private CheckpointKeys() {}

    public static CheckpointSettings settings(Values values) {
        S3Settings usual = S3Settings.defaults();
        S3Settings s3 = new S3Settings(
                values.find(S3_REGION),
                values.find(S3_ENDPOINT),
                values.get(S3_PATH_STYLE),
                usual.connectTimeout(),
                usual.attemptTimeout(),
                usual.callTimeout(),
                usual.attempts(),
                usual.pageSize());
        return new CheckpointSettings(
                values.get(DEPTH),
                values.get(KEY_GROUPS),
                values.get(ROOTS),
                values.get(ALSO),
                values.get(PREFIXES),
                s3);
    }
}
