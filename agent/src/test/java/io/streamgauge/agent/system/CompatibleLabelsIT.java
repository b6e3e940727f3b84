package io.streamgauge.agent.system;

import io.streamgauge.testbed.FlinkProcess;
import io.streamgauge.testbed.FlinkVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With {@code labels: compatible} the agent's page has the series that Flink's PrometheusReporter has in the same
 * processes, name by name and label by label, but for what docs/metrics-endpoint.md lists: values that are no numbers.
 */
class CompatibleLabelsIT {

    private static final String PORT = "metrics.reporter.prom.port";

    /** PrometheusReporter prints 0 for a string. */
    private static final Set<String> STRINGS = Set.of("flink_jobmanager_job_lastCheckpointExternalPath");

    /** What a gauge says that knows nothing: NaN, Long.MIN_VALUE, Long.MAX_VALUE, and -1. */
    private static final Set<String> SENTINELS =
            Set.of("NaN", "-9.223372036854776E18", "9.223372036854776E18", "-9.223372036854775808E18", "-1.0");

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource(FlinkVersion.class)
    void theSetOfSeriesIsThatOfFlinksReporter(FlinkVersion version) {
        try (WatchedCluster watched = WatchedCluster.start(
                version,
                settings -> settings.with(Map.of(
                                "metrics.reporters",
                                "streamgauge,prom",
                                "metrics.reporter.prom.factory.class",
                                "org.apache.flink.metrics.prometheus.PrometheusReporterFactory"))
                        .withPlugin("prometheus", List.of(version.prometheusReporter()))
                        .withPortPerProcess(PORT),
                "metrics:\n  labels: compatible\n")) {
            String job = watched.submit("--leak", "none");
            watched.cluster().awaitCheckpoint(job, 2);

            // Metrics come and go for a while after a start; in the end both must have the same.
            watched.await("the same series in both")
                    .until(() -> differences(watched), differences -> differences.values().stream()
                            .allMatch(Set::isEmpty));

            assertThat(SeriesSet.of(watched.agent().metrics())
                            .withPrefix("flink_")
                            .valueBySeries())
                    .hasSizeGreaterThan(1000);
        }
    }

    private Map<String, Set<String>> differences(WatchedCluster watched) {
        Map<String, String> theirs = new TreeMap<>();
        Stream.concat(Stream.of(watched.cluster().jobManager()), watched.cluster().taskManagers().stream())
                .forEach(process -> theirs.putAll(
                        SeriesSet.of(page(process)).withPrefix("flink_").valueBySeries()));
        theirs.entrySet().removeIf(series -> isNoNumber(series.getKey(), series.getValue()));
        SeriesSet ours = SeriesSet.of(watched.agent().metrics()).withPrefix("flink_");
        SeriesSet reference = new SeriesSet(theirs);
        return Map.of("missing", reference.minus(ours), "too many", ours.minus(reference));
    }

    private static boolean isNoNumber(String series, String value) {
        return SENTINELS.contains(value) || STRINGS.stream().anyMatch(name -> series.startsWith(name + "{"));
    }

    private String page(FlinkProcess process) {
        URI uri = URI.create("http://127.0.0.1:" + process.port(PORT) + "/metrics");
        try {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
