package io.streamgauge.agent.system;

import io.streamgauge.agent.output.dashboards.ShippedQueries;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.PrometheusServer;
import io.streamgauge.testbed.PrometheusSettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every query of the dashboard and the alert rules, against a Prometheus that scrapes an agent at a real job. */
class ShippedQueriesOnAJobIT {

    /**
     * Nothing there while all is well: no alert fires, nothing is found, and a checkpoint is seldom seen under way.
     * Without a container there is no limit to compare memory with.
     */
    private static final Set<String> MAY_BE_EMPTY = Set.of(
            "ALERTS",
            "streamgauge_finding",
            "streamgauge_checkpoint_running_age_seconds",
            "streamgauge_process_memory_limit_ratio");

    @ParameterizedTest
    @EnumSource(FlinkVersion.class)
    void everyQueryReturnsData(FlinkVersion version) {
        try (WatchedCluster watched = WatchedCluster.start(version, settings -> settings, "");
                PrometheusServer prometheus = PrometheusServer.start(PrometheusSettings.defaults()
                        .withTargets(
                                "streamgauge", List.of(watched.agent().url().getAuthority())))) {
            String job = watched.submit("--leak", "none");
            watched.cluster().awaitCheckpoint(job, 3);

            watched.await("data for every query")
                    .until(() -> ShippedQueries.withoutData(prometheus.url(), MAY_BE_EMPTY), List::isEmpty);

            assertThat(ShippedQueries.withoutData(prometheus.url(), MAY_BE_EMPTY))
                    .isEmpty();
        }
    }
}
