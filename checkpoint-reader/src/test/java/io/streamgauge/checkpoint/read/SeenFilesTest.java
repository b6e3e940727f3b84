package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.CheckpointReader;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.storage.LocalStorage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeenFilesTest {
    private static final Golden GOLDEN = Golden.named("flink-2.3-rocksdb-incremental");

    private final DamagedStorage storage = new DamagedStorage(new LocalStorage(List.of(GOLDEN.root())));
    private final CheckpointReader reader = new CheckpointReader(storage, ReaderSettings.defaults(), new byte[16]);

    private CheckpointReport read(SeenFiles seen) throws Exception {
        return reader.read(GOLDEN.snapshot().toString(), ReadRequest.sizes(), seen);
    }

    private static long tables(CheckpointReport report) {
        return report.operators().stream()
                .flatMap(operator -> operator.states().stream())
                .mapToLong(state -> state.size().files())
                .sum();
    }

    /** Without the identities of objects. */
    private static String text(CheckpointReport report) {
        return report.operators().toString().replaceAll("@[0-9a-f]+", "");
    }

    @Test
    void tablesThatWereSeenAreNotReadAgainAndSayTheSame() throws Exception {
        SeenFiles seen = new SeenFiles(1000, 10 << 20);
        CheckpointReport first = read(seen);
        Set<String> opened = new HashSet<>(storage.opened());
        storage.opened().clear();

        CheckpointReport second = read(seen);

        assertThat(first.cost().knownFiles()).isZero();
        assertThat(second.cost().knownFiles()).isEqualTo((int) tables(first)).isPositive();
        assertThat(opened).hasSize(new HashSet<>(storage.opened()).size() + (int) tables(first));
        assertThat(second.cost().bytes()).isLessThan(first.cost().bytes() / 2);
        assertThat(text(second)).isEqualTo(text(first));
        long remembered = seen.bytes();
        read(seen);
        assertThat(seen.bytes()).isEqualTo(remembered);
    }

    @Test
    void withoutRoomNothingIsRememberedAndAllIsReadAgain() throws Exception {
        SeenFiles seen = new SeenFiles(0, 0);
        CheckpointReport first = read(seen);
        CheckpointReport second = read(seen);

        assertThat(second.cost().knownFiles()).isZero();
        assertThat(second.cost().bytes()).isEqualTo(first.cost().bytes());
        assertThat(seen.size()).isZero();
        assertThat(seen.bytes()).isZero();
    }

    @Test
    void forgetsWhatWasNotAskedForTheLongest() {
        SeenFiles seen = new SeenFiles(3, 10_000);
        seen.put("a", "A", 10);
        seen.put("b", "B", 10);
        seen.put("c", "C", 10);
        assertThat(seen.get("a", String.class)).isEqualTo("A");
        seen.put("d", "D", 10);

        assertThat(seen.get("b", String.class)).isNull();
        assertThat(seen.get("a", String.class)).isEqualTo("A");
        seen.put("large", "L", 9_900);
        assertThat(seen.size()).isZero();
        seen.put("e", "E", 9_000);
        assertThat(seen.bytes()).isBetween(9_000L, 10_000L);
        assertThat(seen.get("e", Integer.class)).isNull();
    }
}
