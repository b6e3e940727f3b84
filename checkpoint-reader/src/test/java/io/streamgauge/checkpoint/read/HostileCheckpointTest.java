package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.CheckpointReader;
import io.streamgauge.checkpoint.metadata.MetadataParser;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.MemorySource;
import io.streamgauge.checkpoint.storage.Storage;
import io.streamgauge.checkpoint.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whole checkpoints that lie in their {@code _metadata}, damaged anywhere: declarations, MANIFESTs, tables, streams. */
class HostileCheckpointTest {
    private static final int DAMAGES = 400;

    /** A storage of one file. */
    private static final class OneFile implements Storage {
        private final byte[] bytes;

        OneFile(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public List<StoredFile> list(String directory) {
            return List.of();
        }

        @Override
        public ByteSource open(String file) throws IOException {
            if (!file.endsWith("/_metadata")) {
                throw new NoSuchFileException(file);
            }
            return new MemorySource(file, bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flink-1.20-rocksdb-incremental-inlined",
                "flink-2.3-rocksdb-incremental-inlined",
                "flink-2.3-rocksdb-partitioned-index",
                "flink-1.20-max-parallelism-1000",
            })
    void damageIsToldAndTheRestAddsUp(String name) throws Exception {
        byte[] sample = Files.readAllBytes(Golden.named(name).snapshot().resolve("_metadata"));
        SplittableRandom random = new SplittableRandom(20240607);
        int refused = 0;
        int incomplete = 0;
        for (int i = 0; i < DAMAGES; i++) {
            byte[] damaged = sample.clone();
            int at = random.nextInt(damaged.length);
            if (i % 4 == 0) {
                for (int j = at; j < Math.min(at + 8, damaged.length); j++) {
                    damaged[j] = (byte) (i % 8 == 0 ? 0xff : 0);
                }
            } else {
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                CheckpointReport report = new CheckpointReader(
                                new OneFile(damaged), ReaderSettings.defaults(), new byte[16])
                        .read("/checkpoints/chk-1", ReadRequest.full(), new SeenFiles(100, 1 << 20));
                assertThat(report.bytes())
                        .isEqualTo(MetadataParser.parse(new MemorySource("_metadata", damaged))
                                .sizeBytes());
                incomplete += isComplete(report) ? 0 : 1;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("_metadata");
                refused++;
            }
        }
        assertThat(incomplete).isGreaterThan(DAMAGES / 10);
        assertThat(refused).isLessThan(DAMAGES / 2);
    }

    private static boolean isComplete(CheckpointReport report) {
        return report.operators().stream()
                .allMatch(operator -> operator.notRead().isEmpty()
                        && operator.states().stream()
                                .allMatch(state -> state.notRead().isEmpty()));
    }
}
