package io.streamgauge.checkpoint.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.checkpoint.CheckpointReader;
import io.streamgauge.checkpoint.metadata.OperatorMetadata;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.FullScan;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.SubtaskSize;
import io.streamgauge.checkpoint.report.TimeHistogram;
import io.streamgauge.checkpoint.report.TimeToLive;
import io.streamgauge.checkpoint.storage.LocalStorage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every golden checkpoint, beside what its job knew to be in it. */
class GoldenReadTest {

    static Stream<Golden> goldens() throws IOException {
        return Golden.all();
    }

    static CheckpointReport read(Golden golden, ReadRequest request) throws IOException {
        return new CheckpointReader(new LocalStorage(List.of(golden.root())), ReaderSettings.defaults(), new byte[16])
                .read(golden.snapshot().toString(), request, new SeenFiles(10_000, 10 << 20));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void bytesAddUpToTheSizesOfTheHandles(Golden golden) throws Exception {
        for (ReadRequest request : List.of(ReadRequest.sizes(), ReadRequest.keys(1), ReadRequest.full())) {
            CheckpointReport report = read(golden, request);

            assertThat(report.bytes()).isEqualTo(golden.metadata().sizeBytes());
            for (OperatorMetadata operator : golden.metadata().operators()) {
                OperatorReport found = report.operators().stream()
                        .filter(candidate -> candidate.id().equals(operator.id()))
                        .findFirst()
                        .orElseThrow();
                assertThat(found.bytes()).isEqualTo(operator.sizeBytes());
                assertThat(found.otherBytes()).isNotNegative();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void partsOfAStateAddUp(Golden golden) throws Exception {
        CheckpointReport report = read(golden, ReadRequest.sizes());

        for (OperatorReport operator : report.operators()) {
            for (StateReport state : operator.states()) {
                Long bytes = state.size().bytes();
                if (bytes == null) {
                    assertThat(state.subtasks()).isEmpty();
                    assertThat(state.keyGroups()).isNull();
                    assertThat(state.notRead()).isNotEmpty();
                    continue;
                }
                assertThat(state.subtasks().stream()
                                .mapToLong(SubtaskSize::bytes)
                                .sum())
                        .isEqualTo(bytes);
                if (state.keyGroups() != null) {
                    assertThat(sum(state)).isEqualTo(bytes);
                }
                if (state.levels() != null) {
                    assertThat(state.levels().stream().mapToInt(files -> files).sum())
                            .isEqualTo(state.size().files());
                }
            }
        }
    }

    private static long sum(StateReport state) {
        var groups = Objects.requireNonNull(state.keyGroups());
        long sum = 0;
        for (int group = 0; group < groups.count(); group++) {
            sum += groups.bytes(group);
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void tellsWhatStatesWereDeclared(Golden golden) throws Exception {
        CheckpointReport report = read(golden, ReadRequest.sizes());

        golden.states().forEach(truth -> {
            StateReport state = Golden.find(report, truth);
            assertThat(kind(state)).as("%s", truth).isEqualTo(truth.path("kind").asText());
            assertThat(state.timeToLive())
                    .as("%s", truth)
                    .isEqualTo(truth.path("ttl").asBoolean() ? TimeToLive.ON : TimeToLive.OFF);
            assertThat(state.namespace().name())
                    .as("%s", truth)
                    .isEqualTo(truth.path("namespace")
                            .asText()
                            .toUpperCase(Locale.ROOT)
                            .replace('-', '_'));
        });
    }

    private static String kind(StateReport state) {
        return switch (state.kind()) {
            case EVENT_TIME_TIMERS -> "event-timers";
            case PROCESSING_TIME_TIMERS -> "processing-timers";
            default -> state.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aFullScanCountsWhatTheJobPutIn(Golden golden) throws Exception {
        CheckpointReport report = read(golden, ReadRequest.full());

        golden.states().forEach(truth -> {
            StateReport state = Golden.find(report, truth);
            FullScan scan = state.scan();
            if (state.kind().isOperatorState() || golden.isHeapCheckpoint()) {
                assertThat(scan).isNull();
                return;
            }
            Objects.requireNonNull(scan, () -> truth + " " + state.notRead());
            if (golden.hasChangelog()) {
                // As of the materialization, which was some records before.
                return;
            }
            assertThat(scan.entries())
                    .as("%s", truth)
                    .isEqualTo(truth.path("entries").asLong());
            assertThat(scan.keys()).as("%s", truth).isEqualTo(keys(truth));
            assertTimes(state, truth);
        });
    }

    /** The truth counts keys without their windows. */
    private static long keys(JsonNode truth) {
        boolean windows = truth.path("namespace").asText().equals("time-window");
        return windows ? truth.path("entries").asLong() : truth.path("keys").asLong();
    }

    private static void assertTimes(StateReport state, JsonNode truth) {
        TimeHistogram found = state.kind().isTimers() ? state.dueTimes() : state.windowEnds();
        if (truth.has("times")) {
            Map<Long, Long> expected = new TreeMap<>();
            truth.path("times")
                    .properties()
                    .forEach(time -> expected.put(
                            Long.parseLong(time.getKey()), time.getValue().asLong()));
            if (expected.isEmpty()) {
                assertThat(found).isNull();
                return;
            }
            Objects.requireNonNull(found, truth::toString);
            assertThat(found.basis()).isEqualTo(TimeHistogram.Basis.COUNTED);
            for (int i = 0; i < found.buckets(); i++) {
                double sum = 0;
                for (Map.Entry<Long, Long> time : expected.entrySet()) {
                    boolean inside = time.getKey() >= found.startMillis(i) && time.getKey() < found.startMillis(i + 1);
                    sum += inside ? time.getValue() : 0;
                }
                assertThat(found.count(i)).as("%s bucket %s", truth, i).isEqualTo(sum);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aSampleOfAllKeyGroupsIsTheTruth(Golden golden) throws Exception {
        CheckpointReport report = read(golden, ReadRequest.keys(128));

        golden.states().forEach(truth -> {
            StateReport state = Golden.find(report, truth);
            KeySample sample = state.sample();
            if (state.kind().isOperatorState() || golden.isHeapCheckpoint()) {
                assertThat(sample).isNull();
                return;
            }
            Objects.requireNonNull(sample, () -> truth + " " + state.notRead());
            if (golden.hasChangelog()) {
                return;
            }
            assertThat(sample.liveKeys().value()).as("%s", truth).isEqualTo((double) keys(truth));
            assertThat(sample.liveEntries().value())
                    .as("%s", truth)
                    .isEqualTo(truth.path("entries").asDouble());
            assertThat(sample.keys().count()).isEqualTo((int) keys(truth));
            assertElements(state, sample, truth);
        });
    }

    private static void assertElements(StateReport state, KeySample sample, JsonNode truth) {
        long elements = 0;
        for (int key = 0; key < sample.keys().count(); key++) {
            elements += sample.keys().userEntries(key);
            assertThat(sample.keys().lastAccessMillis(key) != null).isEqualTo(state.timeToLive() == TimeToLive.ON);
        }
        long expected = truth.path("elements").asLong();
        if (state.kind() == io.streamgauge.checkpoint.report.StateKind.LIST) {
            assertThat(elements).as("%s", truth).isBetween(truth.path("entries").asLong(), expected);
        } else {
            assertThat(elements).as("%s", truth).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void sizesCountUpperBoundsOfWhatLives(Golden golden) throws Exception {
        CheckpointReport report = read(golden, ReadRequest.sizes());

        golden.states().forEach(truth -> {
            StateReport state = Golden.find(report, truth);
            @Nullable Long entries = state.size().entries();
            if (state.kind().isOperatorState()) {
                if (entries != null) {
                    assertThat(entries)
                            .as("%s", truth)
                            .isEqualTo(truth.path("elements").asLong());
                }
                return;
            }
            assertThat(entries == null).as("%s", truth).isEqualTo(golden.hasStreams());
            if (entries != null && !golden.hasChangelog()) {
                assertThat(entries)
                        .as("%s", truth)
                        .isGreaterThanOrEqualTo(truth.path("entries").asLong());
            }
        });
    }
}
