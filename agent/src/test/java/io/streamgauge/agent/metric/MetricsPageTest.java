package io.streamgauge.agent.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsPageTest {

    private static final Path PAGE = Path.of(System.getProperty("streamgauge.home"), "docs", "metrics.md");

    private static final String INTRODUCTION =
            """
            # Derived metrics

            <!-- Made from MetricCatalog by MetricsPageTest: mvn -pl agent -am test -Dtest=MetricsPageTest -Dstreamgauge.write=true -->

            What the agent makes of all its sources, alike on Flink 1.20 and 2.x, in base units. Flink's own series stand beside
            them on `/metrics` under the names that Flink's PrometheusReporter gives them, and so do the agent's own. What is
            not known has no sample: a metric may be missing for a while, but it is never 0 for "unknown".

            Sums over subtasks are left out unless all subtasks of the vertex report. Counters begin with what the agent sees
            first, and only grow: over restarts of tasks, TaskManagers and the JobManager, and those of jobs and checkpoints
            also over restarts of the agent. RocksDB's gauges need Flink's switches `state.backend.rocksdb.metrics.*`; a gauge
            that Flink has stopped refreshing is withdrawn.

            """;

    @Test
    void thePageIsThatOfTheCatalog() throws IOException {
        String page = page();
        if (Boolean.getBoolean("streamgauge.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/metrics.md is stale; -Dstreamgauge.write=true with this test makes it anew")
                .isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("| Metric | Type | Labels | What it is |\n|---|---|---|---|\n");
        for (MetricDefinition metric : Catalog.all()) {
            page.append("| `")
                    .append(metric.name())
                    .append("` | ")
                    .append(metric.type().name().toLowerCase(Locale.ROOT))
                    .append(" | ")
                    .append(String.join(", ", metric.labels()))
                    .append(" | ")
                    .append(metric.help())
                    .append(" |\n");
        }
        return page.toString();
    }
}
