package io.streamgauge.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each benchmark still runs, at the smallest size; nothing is said of its figures. */
class SmokeTest {

    @ParameterizedTest
    @CsvSource({"registration 200 true 1", "scrape 200 true 1", "storm 2 1", "churn 200 true 3 3"})
    void printsARowForUsAndOneForFlink(String arguments) throws Exception {
        String printed = run(arguments);

        assertThat(printed)
                .contains("| Flink PrometheusReporter |")
                .containsPattern("\\| Streamgauge (agent|reporter)");
    }

    /** What the scrape benchmark holds the two pages to. */
    @Test
    void theAgentServesFlinksSeriesButForThoseThatAreUnknown() throws Exception {
        assertThat(run("scrape 200 false 1"))
                .contains("Another value: none.")
                .contains("Only Flink's: [flink_taskmanager_job_task_accumulateBusyTimeMs,"
                        + " flink_taskmanager_job_task_busyTimeMsPerSecond].");
    }

    @Test
    void theTableScanFindsTheSameInAllLanes() throws Exception {
        assertThat(run("tablescan 1 1 1"))
                .contains("| rocksdbjni, direct buffers |")
                .contains("| Streamgauge checkpoint reader, checksums |");
    }

    private static String run(String arguments) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Main.run(List.of(arguments.split(" ")), new PrintStream(printed, true, StandardCharsets.UTF_8));
        return printed.toString(StandardCharsets.UTF_8);
    }
}
