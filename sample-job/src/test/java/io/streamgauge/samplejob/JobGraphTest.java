package io.streamgauge.samplejob;

import io.streamgauge.samplejob.conversation.Conversation;
import io.streamgauge.samplejob.conversation.Outcome;
import io.streamgauge.samplejob.conversation.Participation;
import io.streamgauge.samplejob.leak.ControlTick;
import io.streamgauge.samplejob.leak.Leak;
import io.streamgauge.samplejob.tenant.TenantActivity;
import io.streamgauge.samplejob.traffic.SupportEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JobGraphTest {

    private static final String DIRECTORY = "file:///tmp/checkpoints";

    @Test
    void givesEveryOperatorTheUidThatSavepointsAndFindingsRestOn() {
        assertThat(operators("none"))
                .containsOnly(
                        Map.entry("Source: support-events", "support-events"),
                        Map.entry("Source: control", "control"),
                        Map.entry("conversations", "conversations"),
                        Map.entry("outcomes-sink: Writer", "outcomes-sink"),
                        Map.entry("tenant-activity", "tenant-activity"),
                        Map.entry("activity-sink: Writer", "activity-sink"));
    }

    @ParameterizedTest
    @EnumSource(value = Leak.class, mode = EnumSource.Mode.EXCLUDE, names = "SQL_NO_RETENTION")
    void hasTheSameOperatorsWhateverLeaks(Leak leak) {
        assertThat(operators(leak.cause())).isEqualTo(operators("none"));
    }

    @Test
    void usesNoGenericSerializer() {
        for (Class<?> type : new Class<?>[] {
            SupportEvent.class,
            ControlTick.class,
            Outcome.class,
            TenantActivity.class,
            Conversation.class,
            Participation.class
        }) {
            assertThat(TypeInformation.of(type)).isInstanceOf(PojoTypeInfo.class);
            assertThat(((PojoTypeInfo<?>) TypeInformation.of(type)).getArity()).isEqualTo(type.getFields().length);
        }
    }

    @Test
    void retainsItsCheckpointsAndDefaultsToIncrementalRocksDb() {
        ReadableConfig config = configured(Map.of(CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(), DIRECTORY));

        assertThat(config.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        assertThat(config.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(config.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
        assertThat(config.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void leavesToTheClusterWhatTheClusterHasSaid() {
        ReadableConfig config = configured(Map.of(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(), DIRECTORY,
                StateBackendOptions.STATE_BACKEND.key(), "hashmap",
                CheckpointingOptions.INCREMENTAL_CHECKPOINTS.key(), "false",
                CheckpointingOptions.CHECKPOINTING_INTERVAL.key(), "3s"));

        assertThat(config.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("hashmap");
        assertThat(config.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isFalse();
        assertThat(config.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void letsTheCommandLineOverrideTheCluster() {
        ReadableConfig config = configured(
                Map.of(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(), "file:///elsewhere",
                        CheckpointingOptions.CHECKPOINTING_INTERVAL.key(), "3s"),
                "--checkpoint-dir",
                DIRECTORY,
                "--checkpoint-interval",
                "2s");

        assertThat(config.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).isEqualTo(DIRECTORY);
        assertThat(config.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void refusesToRunWithoutAPlaceForCheckpoints() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configured(Map.of()))
                .withMessageContaining("--checkpoint-dir: found neither this option nor execution.checkpointing.dir");
    }

    private static ReadableConfig configured(Map<String, String> cluster, String... args) {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(Configuration.fromMap(cluster));
        Deployment.configure(environment, SupportDesk.settings(args, Instant.EPOCH));
        return environment.getConfiguration();
    }

    /** Uids by name. */
    private static Map<String, String> operators(String leak) {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
        JobSettings settings =
                SupportDesk.settings(new String[] {"--leak", leak, "--checkpoint-dir", DIRECTORY}, Instant.EPOCH);
        Deployment.configure(environment, settings);
        JobGraph.build(environment, settings);
        Map<String, String> uids = new TreeMap<>();
        for (StreamNode node : environment.getStreamGraph().getStreamNodes()) {
            uids.put(node.getOperatorName(), String.valueOf(node.getTransformationUID()));
        }
        return uids;
    }
}
