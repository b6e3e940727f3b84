package io.streamgauge.testbed;

import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    @Test
    void startsOnOtherPortsWhenAStrangerTookOne() throws Exception {
        CompletableFuture<Stranger> arriving = CompletableFuture.supplyAsync(Stranger::takingTheRestPort);

        try (FlinkCluster cluster =
                FlinkCluster.start(ClusterSettings.of(FlinkVersion.V2_3).withTaskManagers(1))) {
            Stranger stranger = arriving.get(1, TimeUnit.SECONDS);
            stranger.socket().close();

            assertThat(cluster.restUrl().getPort())
                    .isNotEqualTo(stranger.socket().getLocalPort());
            assertThat(cluster.directory()).isNotEqualTo(stranger.firstAttempt());
            assertThat(stranger.firstAttempt()).doesNotExist();
        }
    }

    /** Someone who listens on the port meant for the JobManager before that comes to it. */
    private record Stranger(ServerSocket socket, Path firstAttempt) {
        static Stranger takingTheRestPort() {
            Path conf = Await.upTo(Duration.ofSeconds(30), "JobManager launched")
                    .until(Stranger::configurationOfOurJobManager, Optional::isPresent)
                    .orElseThrow();
            try {
                Matcher port =
                        Pattern.compile("rest\\.port: '(\\d+)'").matcher(Files.readString(conf.resolve("config.yaml")));
                assertThat(port.find()).isTrue();
                return new Stranger(
                        new ServerSocket(Integer.parseInt(port.group(1)), 1, InetAddress.getLoopbackAddress()),
                        conf.resolve("../..").normalize());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Optional<Path> configurationOfOurJobManager() {
            return ProcessHandle.current()
                    .children()
                    .flatMap(child -> child.info().arguments().stream().flatMap(Arrays::stream))
                    .filter(argument -> argument.endsWith("/conf/jobmanager"))
                    .map(Path::of)
                    .findFirst();
        }
    }
}
