package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.CheckpointReader;
import io.streamgauge.checkpoint.SupersededException;
import io.streamgauge.checkpoint.metadata.FileReference;
import io.streamgauge.checkpoint.metadata.FileReferences;
import io.streamgauge.checkpoint.metadata.KeyedHandle;
import io.streamgauge.checkpoint.metadata.OperatorMetadata;
import io.streamgauge.checkpoint.metadata.StreamHandle;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.NotRead;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.storage.LocalStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files that are gone, damaged, denied; a checkpoint that vanishes. The report tells, and still adds up. */
class TroubleTest {
    private static final Golden GOLDEN = Golden.named("flink-2.3-rocksdb-incremental");

    private final DamagedStorage storage = new DamagedStorage(new LocalStorage(List.of(GOLDEN.root())));

    private CheckpointReport read(ReadRequest request) throws IOException {
        CheckpointReport report = new CheckpointReader(storage, ReaderSettings.defaults(), new byte[16])
                .read(GOLDEN.snapshot().toString(), request, new SeenFiles(1000, 1 << 20));
        assertThat(report.bytes()).isEqualTo(GOLDEN.metadata().sizeBytes());
        return report;
    }

    private static KeyedHandle.Incremental roster() throws IOException {
        for (OperatorMetadata operator : GOLDEN.metadata().operators()) {
            if (operator.id().equals(Golden.id("roster"))) {
                return (KeyedHandle.Incremental)
                        Objects.requireNonNull(operator.subtasks().get(0).managedKeyed());
            }
        }
        throw new AssertionError("no roster");
    }

    /** The name of a file in storage. */
    private static String file(StreamHandle handle) {
        String path = handle instanceof StreamHandle.RelativeFile relative
                ? relative.path()
                : ((StreamHandle.AbsoluteFile) handle).path();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String manifest() throws IOException {
        return roster().exclusive().stream()
                .filter(file -> file.name().startsWith("MANIFEST"))
                .map(file -> file(file.stream()))
                .findFirst()
                .orElseThrow();
    }

    private static StateReport only(CheckpointReport report) {
        return states(report).stream()
                .filter(state -> !state.notRead().isEmpty())
                .reduce((a, b) -> {
                    throw new AssertionError(a.name() + " and " + b.name());
                })
                .orElseThrow();
    }

    private static List<StateReport> states(CheckpointReport report) {
        return report.operators().stream()
                .filter(operator -> operator.id().equals(Golden.id("roster")))
                .flatMap(operator -> operator.states().stream())
                .toList();
    }

    private static List<NotRead> notes(CheckpointReport report) {
        List<NotRead> notes = new ArrayList<>();
        report.operators().forEach(operator -> notes.addAll(operator.notRead()));
        return notes;
    }

    private void assertOneTableUnread(String why) throws Exception {
        CheckpointReport sizes = read(ReadRequest.sizes());
        StateReport state = only(sizes);
        // The MANIFEST tells which state it is of, so bytes are known where entries are not.
        assertThat(state.size().bytes()).isPositive();
        assertThat(state.size().entries()).isNull();
        assertThat(state.age().oldest()).isNull();
        assertThat(state.notRead()).anyMatch(note -> note.why().contains(why));

        CheckpointReport full = read(ReadRequest.full());
        StateReport unread = only(full);
        assertThat(unread.name()).isEqualTo(state.name());
        assertThat(unread.scan()).isNull();
        assertThat(unread.sample()).isNull();
        assertThat(states(full)).filteredOn(other -> other.scan() != null).hasSizeGreaterThan(4);
    }

    private static String table() throws IOException {
        return file(roster().shared().get(0).stream());
    }

    @Test
    void aTableThatIsGoneThoughTheCheckpointIsThere() throws Exception {
        storage.missing(table());

        assertOneTableUnread(table());
    }

    @Test
    void aTableThatIsDamaged() throws Exception {
        storage.damaged(table());

        assertOneTableUnread("expected");
    }

    @Test
    void aTableThatIsDenied() throws Exception {
        storage.denied(table());

        assertOneTableUnread("access denied");
    }

    @Test
    void withoutManifestLevelsAreUnknownAndAllElseIsTold() throws Exception {
        storage.damaged(manifest());

        CheckpointReport report = read(ReadRequest.full());

        assertThat(notes(report)).anyMatch(note -> note.what().equals("MANIFEST"));
        assertThat(states(report)).filteredOn(state -> state.size().files() > 0).allSatisfy(state -> {
            assertThat(state.levels()).isNull();
            assertThat(state.scan()).isNotNull();
        });
    }

    @Test
    void withoutManifestAnUnreadableTableIsOfNoStateAndNoStateIsScanned() throws Exception {
        storage.damaged(manifest()).damaged(table());

        CheckpointReport report = read(ReadRequest.full());

        assertThat(notes(report)).anyMatch(note -> note.why().contains("counts as other"));
        assertThat(states(report)).allMatch(state -> state.scan() == null);
    }

    @Test
    void withoutDeclarationsSizesAreToldByTheFiles() throws Exception {
        storage.missing(file(roster().meta()));

        CheckpointReport report = read(ReadRequest.keys(1));

        assertThat(notes(report)).anyMatch(note -> note.what().startsWith("declarations"));
        assertThat(states(report))
                .hasSizeGreaterThan(5)
                .allMatch(state -> state.sample() == null)
                .allMatch(state -> state.size().bytes() != null && state.size().bytes() > 0);
    }

    @Test
    void aCheckpointThatIsGoneIsSuperseded() {
        storage.missing("_metadata");

        assertThatThrownBy(() -> read(ReadRequest.sizes())).isInstanceOf(SupersededException.class);
    }

    @Test
    void aCheckpointThatVanishesWhileItIsReadIsSuperseded() throws Exception {
        read(ReadRequest.sizes());
        int files = storage.opened().size();
        for (int after : List.of(1, 2, files / 2, files - 1)) {
            storage.opened().clear();
            storage.vanishesAfter(after);
            assertThatThrownBy(() -> read(ReadRequest.sizes()))
                    .as("after %s of %s files", after, files)
                    .isInstanceOf(SupersededException.class);
        }
    }

    @Test
    void damagedMetadataIsAnError() {
        storage.damaged("_metadata");

        assertThatThrownBy(() -> read(ReadRequest.sizes())).isInstanceOf(CheckpointFormatException.class);
    }

    @Test
    void whoFollowsMayStopIt() {
        AtomicLong told = new AtomicLong();
        ReadProgress progress = (done, total) -> {
            assertThat(done).isBetween(0L, total);
            return told.incrementAndGet() < 3;
        };

        assertThatThrownBy(() -> read(ReadRequest.full().with(progress))).isInstanceOf(CancellationException.class);
        assertThat(told).hasValue(3);
    }

    @Test
    void aScanOfOneStateReadsNoOthersData() throws Exception {
        CheckpointReport sizes = read(ReadRequest.sizes());
        CheckpointReport one = read(ReadRequest.full(new ReadRequest.StateName(Golden.id("roster"), "visits")));

        assertThat(states(one)).filteredOn(state -> state.scan() != null).hasSize(1);
        assertThat(states(one)).filteredOn(state -> state.sample() != null).hasSize(1);
        long data = states(sizes).stream()
                .filter(state -> state.name().equals("visits"))
                .mapToLong(
                        state -> state.size().bytes() == null ? 0 : state.size().bytes())
                .sum();
        assertThat(one.cost().bytes() - sizes.cost().bytes()).isLessThan(3 * data);
    }

    @Test
    void readsNothingThatItDoesNotReference() throws Exception {
        read(ReadRequest.full());

        List<String> names = FileReferences.of(GOLDEN.metadata()).stream()
                .map(FileReference::path)
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
        assertThat(storage.opened()).allMatch(name -> name.equals("_metadata") || names.contains(name));
    }
}
