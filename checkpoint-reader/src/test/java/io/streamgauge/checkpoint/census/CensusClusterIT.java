package io.streamgauge.checkpoint.census;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.golden.CensusCluster;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What other tests of the reader rest on: checkpoints whose content the job has counted as the truth has it. */
class CensusClusterIT {

    private static final int KEYS = 2_000;
    private static final List<String> OPTIONS = List.of("--keys", "" + KEYS, "--operators", "roster,named,rules");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void handsOutCheckpointsAndGoesOnFromThem(FlinkVersion version) {
        try (CensusCluster census = CensusCluster.start(CensusCluster.settings(version), 2, OPTIONS)) {
            Path checkpoint = census.checkpoint();

            assertThat(checkpoint.resolve("_metadata")).isNotEmptyFile();
            assertThat(entries(census.truth(), "visits")).isEqualTo(KEYS - KEYS / 10);

            Path savepoint = census.savepoint(directory, "CANONICAL");
            assertThat(savepoint.resolve("_metadata")).isNotEmptyFile();

            census.restart(checkpoint, 3, OPTIONS, null);
            Path next = census.checkpoint();
            assertThat(next.getParent()).isNotEqualTo(checkpoint.getParent());
            assertThat(next.resolve("_metadata")).isNotEmptyFile();
        }
    }

    private static long entries(JsonNode truth, String state) {
        for (JsonNode candidate : truth.path("states")) {
            if (candidate.path("state").asText().equals(state)) {
                return candidate.path("entries").asLong();
            }
        }
        return -1;
    }
}
