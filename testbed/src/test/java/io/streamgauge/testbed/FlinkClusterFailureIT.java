package io.streamgauge.testbed;

import io.streamgauge.testbed.process.Directories;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

class FlinkClusterFailureIT {
    @Test
    void saysWhatFlinkSaidOfSizesThatDoNotWork() {
        ClusterSettings settings = ClusterSettings.of(FlinkVersion.V2_3).withMemory("1024m", "64m");

        assertThatThrownBy(() -> FlinkCluster.start(settings))
                .hasMessageContaining("memory sizes: expected Flink's GET_TM_RESOURCE_PARAMS to succeed")
                .hasMessageContaining("IllegalConfigurationException");
    }

    @Test
    void saysWhyAProcessEndedInsteadOfWaitingForItAndKeepsTheFiles() {
        ClusterSettings settings = ClusterSettings.of(FlinkVersion.V2_3).with("heartbeat.interval", "soon");

        Throwable failure = catchThrowable(() -> FlinkCluster.start(settings));

        assertThat(failure)
                .hasMessageStartingWith("4 slots registered: cannot happen any more: ")
                .hasMessageContaining("exited with code")
                .hasMessageContaining("Could not parse value 'soon' for key 'heartbeat.interval'");
        Matcher kept = Pattern.compile("logs: (.*)/log$").matcher(String.valueOf(failure.getMessage()));
        assertThat(kept.find()).isTrue();
        Path directory = Path.of(kept.group(1));
        assertThat(directory.resolve("log/jobmanager.log")).isNotEmptyFile();
        Directories.delete(directory);
    }
}
