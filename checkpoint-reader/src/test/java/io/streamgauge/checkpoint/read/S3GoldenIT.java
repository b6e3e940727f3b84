package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.CheckpointReader;
import io.streamgauge.checkpoint.StorageUnavailableException;
import io.streamgauge.checkpoint.SupersededException;
import io.streamgauge.checkpoint.location.CheckpointLocator;
import io.streamgauge.checkpoint.location.LocatedCheckpoint;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.LocalStorage;
import io.streamgauge.checkpoint.storage.Storage;
import io.streamgauge.checkpoint.storage.StoragePath;
import io.streamgauge.checkpoint.storage.StoredFile;
import io.streamgauge.checkpoint.storage.s3.S3Fixture;
import io.streamgauge.checkpoint.storage.s3.S3Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Golden checkpoints in a bucket of a real S3-compatible server, beside the same files on disk. */
class S3GoldenIT {
    private static final String ROOT = "s3a://" + S3Fixture.BUCKET + "/";

    private static S3Fixture s3;
    private static S3Storage storage;

    static Stream<Golden> goldens() throws IOException {
        return Golden.all();
    }

    @BeforeAll
    static void start() throws IOException {
        s3 = new S3Fixture();
        storage = s3.storage(s3.settings());
    }

    @AfterAll
    static void stop() {
        storage.close();
        s3.close();
    }

    /** The directory in the bucket of what is read in the golden's. */
    private static String upload(Golden golden) throws IOException {
        s3.putAll(golden.root(), golden.name());
        return ROOT + golden.name() + "/" + golden.root().relativize(golden.snapshot());
    }

    private static CheckpointReport read(Storage from, String directory, ReadRequest request) throws IOException {
        return new CheckpointReader(from, ReaderSettings.defaults(), new byte[16])
                .read(directory, request, new SeenFiles(10_000, 10 << 20));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void theReportIsTheSameAsFromDisk(Golden golden) throws Exception {
        String directory = upload(golden);
        LocalStorage disk = new LocalStorage(List.of(golden.root()));

        for (ReadRequest request : List.of(ReadRequest.sizes(), ReadRequest.full())) {
            CheckpointReport report = read(storage, directory, request);
            CheckpointReport expected = read(disk, golden.snapshot().toString(), request);

            // What could not be read is told with the path.
            assertThat(report)
                    .usingRecursiveComparison(RecursiveComparisonConfiguration.builder()
                            .withIgnoredFieldsMatchingRegexes("checkpoint\\.path", "cost\\.took", ".*notRead.*")
                            .build())
                    .isEqualTo(expected);
            assertThat(report.bytes()).isEqualTo(golden.metadata().sizeBytes());
        }
    }

    @Test
    void findsTheNewestInABucket() throws Exception {
        Golden golden = Golden.named("flink-2.3-rocksdb-incremental");
        String directory = upload(golden);
        String job = directory.substring(0, directory.lastIndexOf('/'));

        LocatedCheckpoint found = new CheckpointLocator(storage).newest(job).orElseThrow();

        assertThat(found.directory()).isEqualTo(StoragePath.parse(directory).toString());
        assertThat(found.modified()).isNotNull();
        assertThat(read(storage, found.directory(), ReadRequest.sizes()).bytes())
                .isEqualTo(golden.metadata().sizeBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void oneThatVanishesWhileItIsReadIsSuperseded(int filesOpened) throws Exception {
        Golden golden = Golden.named("flink-2.3-rocksdb-incremental");
        List<String> keys = s3.putAll(golden.root(), "vanishing");
        String directory = ROOT + "vanishing/" + golden.root().relativize(golden.snapshot());
        Storage vanishing = new AfterOpening(storage, filesOpened, () -> keys.forEach(s3::delete));

        assertThatThrownBy(() -> read(vanishing, directory, ReadRequest.sizes()))
                .isInstanceOf(SupersededException.class)
                .hasMessageContaining(StoragePath.parse(directory).toString());
        assertThatThrownBy(() -> read(storage, directory, ReadRequest.sizes())).isInstanceOf(SupersededException.class);
    }

    @Test
    void aServerThatHangsEndsTheReading() throws Exception {
        Golden golden = Golden.named("flink-2.3-rocksdb-incremental");
        String directory = upload(golden);
        Duration attempt = Duration.ofSeconds(3);
        try (S3Storage impatient = s3.storage(s3.settings().withLimits(attempt, attempt, attempt.multipliedBy(2), 2))) {
            AfterOpening freezing =
                    new AfterOpening(impatient, 1, () -> s3.server().process().freeze());

            assertThatThrownBy(() -> read(freezing, directory, ReadRequest.sizes()))
                    .isInstanceOf(StorageUnavailableException.class)
                    .hasMessageContaining(s3.server().endpoint().toString());
        } finally {
            s3.server().process().thaw();
        }
    }

    @Test
    void aServerThatDiesEndsTheReading() throws Exception {
        Golden golden = Golden.named("flink-2.3-rocksdb-incremental");
        String directory = upload(golden);
        AfterOpening killing =
                new AfterOpening(storage, 2, () -> s3.server().process().kill());
        try {
            assertThatThrownBy(() -> read(killing, directory, ReadRequest.sizes()))
                    .isInstanceOf(StorageUnavailableException.class)
                    .hasMessageContaining("Connection refused");
        } finally {
            s3.server().restart();
        }
    }

    /** Does something once, after so many files were opened; the first is {@code _metadata}. */
    private static final class AfterOpening implements Storage {
        private final Storage inner;
        private final Runnable action;
        private int left;

        AfterOpening(Storage inner, int files, Runnable action) {
            this.inner = inner;
            this.action = action;
            this.left = files;
        }

        @Override
        public List<StoredFile> list(String directory) throws IOException {
            return inner.list(directory);
        }

        @Override
        public ByteSource open(String file) throws IOException {
            ByteSource source = inner.open(file);
            if (--left == 0) {
                action.run();
            }
            return source;
        }
    }
}
