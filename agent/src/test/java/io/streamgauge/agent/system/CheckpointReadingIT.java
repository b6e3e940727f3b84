package io.streamgauge.agent.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.FlinkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What completed checkpoints hold, where Flink keeps only the newest. */
class CheckpointReadingIT {

    private static final String READS = "streamgauge_checkpoint_reads_seconds_count{}";
    private static final String FAILED = "streamgauge_checkpoint_reads_failed_total{}";
    private static final String OF_OPERATORS = "streamgauge_operator_checkpoint_bytes{";

    /** What the coordinators of the two sources keep on the JobManager: Flink's state_size leaves it out. */
    private static final long COORDINATORS = 2 * 16;

    private static final String OF_STATES = "streamgauge_state_bytes{";

    @ParameterizedTest
    @EnumSource(FlinkVersion.class)
    void whatEachCheckpointHoldsIsToldAndAddsUp(FlinkVersion version) throws IOException {
        try (WatchedCluster watched = WatchedCluster.start(
                version,
                settings -> settings.with("execution.checkpointing.num-retained", "1")
                        .with("execution.checkpointing.interval", "3 s"),
                "checkpoint:\n  roots: [/nowhere]\n")) {
            String job = watched.submit("--leak", "none");
            withoutAccessMetricsGoOn(watched);

            watched.agent().kill();
            watched.agent()
                    .rewriteConfiguration("tick: 1s\nflink:\n  rest:\n    addresses: ["
                            + watched.cluster().restUrl() + "]\n");
            watched.agent().restart();

            whatIsReadAddsUp(watched, job);
            eachCheckpointIsRead(watched, job);
        }
    }

    private static void withoutAccessMetricsGoOn(WatchedCluster watched) throws IOException {
        watched.await("three readings refused").until(() -> value(watched, FAILED), failed -> failed >= 3);
        JsonNode states = watched.agent().api("states");
        assertThat(texts(states.path("notAssessed"))).anySatisfy(text -> assertThat(text)
                .startsWith("source checkpoint: no read access to ")
                .contains("checkpoint.roots"));
        assertThat(states.path("states")).isNotEmpty().allSatisfy(state -> assertThat(
                        state.path("checkpoint").isNull())
                .isTrue());
        String page = watched.await("sizes by RocksDB's gauges")
                .until(watched.agent()::metrics, metrics -> metrics.contains("streamgauge_state_rocksdb_bytes{"));
        assertThat(page).doesNotContain(OF_STATES);
        assertThat(Files.readAllLines(watched.agent().log()).stream().filter(line -> line.contains("no read access")))
                .as("said once")
                .hasSize(1);
    }

    private static void whatIsReadAddsUp(WatchedCluster watched, String job) {
        // A checkpoint may complete between two answers: then look again.
        Sizes sizes = watched.await("sizes of a checkpoint that Flink still knows")
                .until(() -> Sizes.of(watched, job), known -> known.flinkBytes() > 0);

        assertThat(sizes.operatorBytes())
                .as("all operators, beside Flink's own state_size, to the byte")
                .isEqualTo(sizes.flinkBytes() + COORDINATORS);
        assertThat(sizes.bytesByState().keySet())
                .as("value, map and list state, timers, windows, broadcast, and the sources' splits")
                .contains(
                        "conversation",
                        "participants",
                        "transcript",
                        "_timer_state/event_user-timers",
                        "window-contents",
                        "control",
                        "SourceReaderState");
        JsonNode states = watched.agent().api("states");
        for (JsonNode state : states.path("states")) {
            assertThat(state.path("checkpoint").path("kind").asText()).isNotEqualTo("unknown");
        }
        assertThat(texts(states.path("notAssessed"))).noneMatch(text -> text.contains("checkpoint"));
    }

    private static void eachCheckpointIsRead(WatchedCluster watched, String job) {
        Set<Long> read = new TreeSet<>();
        watched.await("five more checkpoints read")
                .until(
                        () -> {
                            long id = newestRead(watched.agent().api("states"));
                            if (id > 0) {
                                read.add(id);
                            }
                            return read.size();
                        },
                        size -> size >= 5);
        assertThat(value(watched, READS)).isGreaterThanOrEqualTo(5);
        assertThat(value(watched, FAILED)).isZero();
        assertThat(watched.cluster().rest().job(job).isFullyRunning()).isTrue();
    }

    /**
     * What the agent and Flink tell of one checkpoint.
     *
     * @param flinkBytes 0 where the agent went on to another checkpoint meanwhile
     */
    private record Sizes(long flinkBytes, long operatorBytes, Map<String, Long> bytesByState) {

        static Sizes of(WatchedCluster watched, String job) {
            JsonNode before = watched.agent().api("states");
            Map<String, String> page = SeriesSet.of(watched.agent().metrics())
                    .withPrefix("streamgauge_")
                    .valueBySeries();
            JsonNode after = watched.agent().api("states");
            long id = newestRead(before);
            if (id < 0 || id != newestRead(after)) {
                return new Sizes(0, 0, Map.of());
            }
            long operators = page.entrySet().stream()
                    .filter(series -> series.getKey().startsWith(OF_OPERATORS))
                    .mapToLong(series -> (long) Double.parseDouble(series.getValue()))
                    .sum();
            Map<String, Long> byState = new TreeMap<>();
            after.path("states")
                    .forEach(state -> byState.merge(
                            state.path("state").asText(),
                            state.path("checkpoint").path("bytes").asLong(),
                            Long::sum));
            long flink = watched.cluster()
                    .rest()
                    .get("/jobs/" + job + "/checkpoints/details/" + id)
                    .path("state_size")
                    .asLong();
            return new Sizes(flink, operators, byState);
        }
    }

    private static long newestRead(JsonNode states) {
        for (JsonNode state : states.path("states")) {
            if (state.path("checkpoint").has("id")) {
                return state.path("checkpoint").path("id").asLong();
            }
        }
        return -1;
    }

    private static double value(WatchedCluster watched, String series) {
        return Double.parseDouble(SeriesSet.of(watched.agent().metrics())
                .withPrefix("streamgauge_")
                .valueBySeries()
                .getOrDefault(series, "0"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
