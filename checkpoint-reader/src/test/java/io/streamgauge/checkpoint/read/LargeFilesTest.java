package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.CheckpointReader;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.KeyGroupSizes;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.TimeHistogram;
import io.streamgauge.checkpoint.storage.LocalStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

/** What is read of files that are large beside their tails, and what is told without reading more. */
class LargeFilesTest {
    private static final int KEYS = 250_000;
    private static final int TIMERS = 100_000;
    private static final long EVERY_MILLIS = 36_000;

    @TempDir
    Path directory;

    private SyntheticCheckpoint checkpoints;

    @BeforeEach
    void write() throws Exception {
        checkpoints = new SyntheticCheckpoint(directory, 8 << 20);
        checkpoints.putValues(0, KEYS, 100);
        checkpoints.putTimers(TIMERS, EVERY_MILLIS);
        checkpoints.compact();
    }

    @AfterEach
    void close() {
        checkpoints.close();
    }

    private CheckpointReport read(String checkpoint, ReadRequest request, SeenFiles seen) throws Exception {
        ReaderSettings defaults = ReaderSettings.defaults();
        // No floor: what is read is a share of what is new.
        ReaderSettings settings = new ReaderSettings(
                List.of(),
                0,
                defaults.indexShare(),
                defaults.readaheadBytes(),
                defaults.mostSampledKeys(),
                defaults.heaviestKeys(),
                defaults.timeBuckets());
        return new CheckpointReader(new LocalStorage(List.of(directory)), settings, new byte[16])
                .read(checkpoint, request, seen);
    }

    private static SeenFiles none() {
        return new SeenFiles(1000, 10 << 20);
    }

    private static StateReport state(CheckpointReport report, String name) {
        return report.operators().get(0).states().stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sizesReadAFewThousandths() throws Exception {
        CheckpointReport report = read(checkpoints.checkpoint(), ReadRequest.sizes(), none());

        assertThat(report.bytes()).isGreaterThan(25 << 20);
        assertThat((double) report.cost().bytes() / report.bytes()).isLessThan(0.003);
        StateReport values = state(report, SyntheticCheckpoint.VALUES);
        assertThat(values.size().entries()).isEqualTo(KEYS);
        assertThat(values.size().meanKeyBytes()).isEqualTo(10.0);
        assertThat(values.size().meanValueBytes()).isEqualTo(100.0);
        Objects.requireNonNull(values.levels());
        Objects.requireNonNull(values.keyGroups());
        assertThat(values.keyGroups().basis()).isEqualTo(KeyGroupSizes.Basis.MANIFEST);
        // The budget went to the timers.
        TimeHistogram due = state(report, SyntheticCheckpoint.TIMERS).dueTimes();
        Objects.requireNonNull(due);
        assertThat(due.basis()).isEqualTo(TimeHistogram.Basis.INDEX);
        assertThat(dueBetween(due, 0, TIMERS / 2)).isCloseTo(TIMERS / 2.0, withPercentage(10));
        assertThat(dueBetween(due, 0, TIMERS)).isCloseTo(TIMERS, withPercentage(1));
    }

    private static double dueBetween(TimeHistogram due, int from, int to) {
        double sum = 0;
        for (int i = 0; i < due.buckets(); i++) {
            long middle = due.startMillis(i) / 2 + due.startMillis(i + 1) / 2;
            long start = SyntheticCheckpoint.START_MILLIS;
            if (middle >= start + (from - 1000) * EVERY_MILLIS && middle < start + (to + 1000) * EVERY_MILLIS) {
                sum += due.count(i);
            }
        }
        return sum;
    }

    @Test
    void aSampleReadsAFewHundredthsAndHoldsTheTruth() throws Exception {
        CheckpointReport report = read(checkpoints.checkpoint(), ReadRequest.keys(1), none());

        assertThat((double) report.cost().bytes() / report.bytes()).isLessThan(0.02);
        KeySample sample = state(report, SyntheticCheckpoint.VALUES).sample();
        Objects.requireNonNull(sample);
        assertThat(sample.liveKeys().value()).isCloseTo(KEYS, withPercentage(5));
        assertThat(sample.liveKeys().low()).isLessThan(KEYS);
        assertThat(sample.liveKeys().high()).isGreaterThan(KEYS);
        KeySample timers = state(report, SyntheticCheckpoint.TIMERS).sample();
        Objects.requireNonNull(timers);
        assertThat(timers.liveEntries().value()).isCloseTo(TIMERS, withPercentage(15));
    }

    @Test
    void indexesTellSkewWithinFiles() throws Exception {
        ReaderSettings settings = ReaderSettings.defaults();
        CheckpointReport report = new CheckpointReader(new LocalStorage(List.of(directory)), settings, new byte[16])
                .read(checkpoints.checkpoint(), ReadRequest.sizes(), none());

        KeyGroupSizes groups = state(report, SyntheticCheckpoint.VALUES).keyGroups();
        Objects.requireNonNull(groups);
        assertThat(groups.basis()).isEqualTo(KeyGroupSizes.Basis.INDEX);
        KeyGroupSizes exact = exact();
        for (int group = 0; group < groups.count(); group++) {
            // A block of 4 KiB more or less at each end.
            assertThat((double) groups.bytes(group))
                    .isBetween(exact.bytes(group) * 0.95 - 8192, exact.bytes(group) * 1.1 + 8192);
        }
    }

    private static KeyGroupSizes exact() {
        long[] bytes = new long[128];
        for (long key = 0; key < KEYS; key++) {
            bytes[KeyGroupRangeAssignment.assignToKeyGroup(key, 128)] += 112;
        }
        return new KeyGroupSizes(bytes, KeyGroupSizes.Basis.OFFSETS);
    }

    @Test
    void aSecondCheckpointReadsWhatIsNew() throws Exception {
        SeenFiles seen = none();
        CheckpointReport first = read(checkpoints.checkpoint(), ReadRequest.sizes(), seen);
        checkpoints.putValues(0, KEYS / 10, 100);
        String second = checkpoints.checkpoint();

        CheckpointReport report = read(second, ReadRequest.sizes(), seen);

        int tables = report.operators().get(0).states().stream()
                .mapToInt(state -> state.size().files())
                .sum();
        assertThat(report.cost().knownFiles()).isEqualTo(tables - 1);
        // _metadata, declarations, what was appended to the MANIFEST, one table.
        assertThat(report.cost().files()).isEqualTo(4);
        assertThat(report.cost().bytes()).isLessThan(first.cost().bytes());
        StateReport values = state(report, SyntheticCheckpoint.VALUES);
        assertThat(values.size().entries()).isEqualTo(KEYS + KEYS / 10);
        assertThat(values.levels()).startsWith(1);
        // Overwritten, so there are no more of them.
        KeySample sample = state(read(second, ReadRequest.keys(8), seen), SyntheticCheckpoint.VALUES)
                .sample();
        Objects.requireNonNull(sample);
        assertThat(sample.liveKeys().value()).isCloseTo(KEYS, withPercentage(3));
    }

    @Test
    void valuesOfUnchangedKeysHaveTheSameHashesInTheNextCheckpoint() throws Exception {
        KeySample before = state(
                        read(checkpoints.checkpoint(), ReadRequest.keys(1), none()), SyntheticCheckpoint.VALUES)
                .sample();
        checkpoints.putValues(0, KEYS / 2, 100);
        checkpoints.compact();
        KeySample after = state(read(checkpoints.checkpoint(), ReadRequest.keys(1), none()), SyntheticCheckpoint.VALUES)
                .sample();

        Objects.requireNonNull(before);
        Objects.requireNonNull(after);
        assertThat(after.keyGroups()).isEqualTo(before.keyGroups());
        assertThat(after.keys().count()).isEqualTo(before.keys().count());
        int same = 0;
        for (int key = 0; key < before.keys().count(); key++) {
            assertThat(after.keys().hash(key)).isEqualTo(before.keys().hash(key));
            same += after.keys().valueHash(key) == before.keys().valueHash(key) ? 1 : 0;
        }
        assertThat((double) same / before.keys().count()).isBetween(0.45, 0.55);
    }
}
