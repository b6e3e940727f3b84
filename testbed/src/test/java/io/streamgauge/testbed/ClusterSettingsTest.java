package io.streamgauge.testbed;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterSettingsTest {
    private final ClusterSettings defaults = ClusterSettings.of(FlinkVersion.V2_3);

    @Test
    void everyNativeMetricIsOnUnlessSwitchedOff() {
        assertThat(defaults.configuration())
                .containsEntry("state.backend.rocksdb.metrics.estimate-num-keys", "true")
                .containsEntry("state.backend.rocksdb.metrics.column-family-as-variable", "true");

        assertThat(defaults.withoutRocksDbMetrics().configuration())
                .noneSatisfy((key, value) -> assertThat(key).startsWith("state.backend.rocksdb.metrics."))
                .containsEntry("state.backend.type", "rocksdb");
    }

    @Test
    void flinkTimingsLeaveHeartbeatsAndRefreshToFlink() {
        assertThat(defaults.configuration()).containsEntry("heartbeat.timeout", "5000");

        assertThat(defaults.withFlinkTimings().configuration())
                .doesNotContainKeys("heartbeat.interval", "heartbeat.timeout", "metrics.fetcher.update-interval");
    }

    @Test
    void changesAddUpAndLeaveTheOriginalAlone() {
        ClusterSettings changed = defaults.withTaskManagers(3)
                .withSlotsPerTaskManager(1)
                .withMemory("800m", "1200m")
                .with("parallelism.default", "3")
                .withPlugin("reporter", List.of(Path.of("reporter.jar")))
                .withPortPerProcess("metrics.reporter.prom.port")
                .withJvm(JvmSettings.defaults().withQuickStart(false));

        assertThat(changed.taskManagers()).isEqualTo(3);
        assertThat(changed.slotsPerTaskManager()).isEqualTo(1);
        assertThat(changed.configuration())
                .containsEntry("jobmanager.memory.process.size", "800m")
                .containsEntry("taskmanager.memory.process.size", "1200m")
                .containsEntry("parallelism.default", "3");
        assertThat(changed.plugins()).containsEntry("reporter", List.of(Path.of("reporter.jar")));
        assertThat(changed.portKeys()).containsExactly("metrics.reporter.prom.port");
        assertThat(changed.jvm().quickStart()).isFalse();
        assertThat(defaults).isEqualTo(ClusterSettings.of(FlinkVersion.V2_3));
    }
}
