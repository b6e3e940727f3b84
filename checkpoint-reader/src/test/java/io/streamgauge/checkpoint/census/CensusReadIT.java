package io.streamgauge.checkpoint.census;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.checkpoint.CheckpointReader;
import io.streamgauge.checkpoint.read.ReadRequest;
import io.streamgauge.checkpoint.read.ReaderSettings;
import io.streamgauge.checkpoint.read.SeenFiles;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.Estimate;
import io.streamgauge.checkpoint.report.KeySample;
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

/** States of a hundred thousand keys, counted by the job, by a full scan, and from a few key groups. */
class CensusReadIT {
    private static final int KEYS = 100_000;
    private static final List<String> OPTIONS = List.of("--keys", "" + KEYS, "--operators", "roster,named");

    private final List<String> outside = new ArrayList<>();
    private final List<Double> keyErrors = new ArrayList<>();
    private final List<Double> timerErrors = new ArrayList<>();
    private int estimates;

    @ParameterizedTest
    @EnumSource
    void countsAsTheJobDoesAndEstimatesCloseToIt(FlinkVersion version) throws Exception {
        try (CensusCluster census = CensusCluster.start(CensusCluster.settings(version), 2, OPTIONS)) {
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
            assertEstimates(census, read(checkpoint, ReadRequest.keys(1)), 0.04, 0.15);
            assertEstimates(census, read(checkpoint, ReadRequest.keys(8)), 0.015, 0.06);
        }
    }

    private static CheckpointReport read(Path checkpoint, ReadRequest request) throws IOException {
        Path root = Objects.requireNonNull(checkpoint.getParent());
        return new CheckpointReader(new LocalStorage(List.of(root)), ReaderSettings.defaults(), new byte[16])
                .read(checkpoint.toString(), request, new SeenFiles(1000, 10 << 20));
    }

    /**
     * One key group of 128 has 781 of 100,000 keys, which chance makes differ by 3.6 %: the half of the states is closer than 4 %, and
     * nearly all lie in their intervals.
     */
    private void assertEstimates(CensusCluster census, CheckpointReport report, double ofKeys, double ofTimers) {
        outside.clear();
        keyErrors.clear();
        timerErrors.clear();
        estimates = 0;
        for (JsonNode truth : census.truth().path("states")) {
            StateReport state = find(report, truth);
            long entries = truth.path("entries").asLong();
            if (entries < KEYS / 2) {
                continue;
            }
            KeySample sample = Objects.requireNonNull(state.sample(), truth::toString);
            check(truth, sample.liveEntries(), entries, state.kind().isTimers() ? timerErrors : new ArrayList<>());
            check(
                    truth,
                    sample.liveKeys(),
                    truth.path("keys").asLong(),
                    state.kind().isTimers() ? timerErrors : keyErrors);
        }
        assertThat(median(keyErrors)).as("%s", keyErrors).isLessThan(ofKeys);
        assertThat(median(timerErrors)).as("%s", timerErrors).isLessThan(ofTimers);
        assertThat(outside).as("of %s", estimates).hasSizeLessThanOrEqualTo(1 + estimates / 8);
    }

    private void check(JsonNode truth, Estimate estimate, long expected, List<Double> errors) {
        estimates++;
        errors.add(Math.abs(estimate.value() - expected) / expected);
        if (expected < estimate.low() || expected > estimate.high()) {
            outside.add(truth.path("state").asText() + " " + expected + " " + estimate);
        }
    }

    private static double median(List<Double> errors) {
        return errors.stream().sorted().toList().get(errors.size() / 2);
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
