package io.streamgauge.checkpoint.census;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.checkpoint.CheckpointReader;
import io.streamgauge.checkpoint.read.ReadRequest;
import io.streamgauge.checkpoint.read.ReaderSettings;
import io.streamgauge.checkpoint.read.SeenFiles;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.Estimate;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.storage.LocalStorage;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.golden.CensusCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Large states, counted by the job, by a full scan, and from a few key groups. */
class CensusReadIT {

    @ParameterizedTest
    @EnumSource
    void countsAsTheJobDoesAndEstimatesCloseToIt(FlinkVersion version) throws Exception {
        // The census runs ten times slower on 1.20: what 2.3 does in half a minute would not be done in five.
        int keys = version == FlinkVersion.V2_3 ? 100_000 : 10_000;
        List<String> options = List.of("--keys", "" + keys, "--operators", "roster,named");
        try (CensusCluster census = CensusCluster.start(CensusCluster.settings(version), 2, options)) {
            Path checkpoint = census.checkpoint();

            CheckpointReport full = read(checkpoint, ReadRequest.full());
            for (JsonNode truth : census.truth().path("states")) {
                StateReport state = find(full, truth);
                if (state.kind().isOperatorState()) {
                    continue;
                }
                assertThat(Objects.requireNonNull(state.scan(), truth::toString).entries())
                        .as("%s", truth)
                        .isEqualTo(truth.path("entries").asLong());
            }
            assertEstimates(census, keys, read(checkpoint, ReadRequest.keys(1)));
            assertEstimates(census, keys, read(checkpoint, ReadRequest.keys(8)));
        }
    }

    private static CheckpointReport read(Path checkpoint, ReadRequest request) throws IOException {
        Path root = Objects.requireNonNull(checkpoint.getParent());
        return new CheckpointReader(new LocalStorage(List.of(root)), ReaderSettings.defaults(), new byte[16])
                .read(checkpoint.toString(), request, new SeenFiles(1000, 10 << 20));
    }

    /**
     * One key group of 128 has 781 of 100,000 keys, which chance makes differ by 3.6 %; eight by 1.2 %. So nearly all estimates lie in their
     * intervals, and are off by what the intervals say: on average by one standard deviation, here by no more than 1.6.
     */
    private static void assertEstimates(CensusCluster census, int keys, CheckpointReport report) {
        List<String> outside = new ArrayList<>();
        double squares = 0;
        int estimates = 0;
        for (JsonNode truth : census.truth().path("states")) {
            StateReport state = find(report, truth);
            long expected = truth.path("entries").asLong();
            if (expected < keys / 2) {
                continue;
            }
            Estimate estimate =
                    Objects.requireNonNull(state.sample(), truth::toString).liveEntries();
            double deviation = (estimate.high() - estimate.low()) / 2 / 1.96;
            squares += Math.pow((estimate.value() - expected) / deviation, 2);
            estimates++;
            if (expected < estimate.low() || expected > estimate.high()) {
                outside.add(state.name() + " " + expected + " " + estimate);
            }
        }
        assertThat(estimates).isGreaterThan(8);
        assertThat(outside).as("of %s", estimates).hasSizeLessThanOrEqualTo(1 + estimates / 8);
        assertThat(Math.sqrt(squares / estimates)).isLessThan(1.6);
    }

    private static StateReport find(CheckpointReport report, JsonNode truth) {
        String operator = truth.path("operator").asText();
        // Flink makes an operator's id of its uid, which in the census is its name.
        byte[] uid = operator.getBytes(StandardCharsets.UTF_8);
        String id = HexFormat.of()
                .formatHex(Hashing.murmur3_128().hashBytesTo128Bits(uid).toByteArray());
        return report.operators().stream()
                .filter(candidate -> candidate.id().equals(id))
                .flatMap(candidate -> candidate.states().stream())
                .filter(state -> state.name().equals(truth.path("state").asText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + truth));
    }
}
