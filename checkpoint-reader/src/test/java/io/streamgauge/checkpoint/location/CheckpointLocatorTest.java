package io.streamgauge.checkpoint.location;

import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.LocalStorage;
import io.streamgauge.checkpoint.storage.Storage;
import io.streamgauge.checkpoint.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CheckpointLocatorTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "ffffffffffffffffffffffffffffffff";

    @TempDir
    private Path base;

    private CheckpointLocator locator;

    @BeforeEach
    void checkpoints() throws IOException {
        checkpoint(JOB + "/chk-9", 100);
        checkpoint(JOB + "/chk-10", 200);
        Files.createDirectories(base.resolve(JOB + "/chk-11"));
        Files.createDirectories(base.resolve(JOB + "/shared"));
        checkpoint(OTHER + "/chk-3", 300);
        checkpoint("savepoint-012345-abcdef", 50);
        Files.createDirectories(base.resolve("something/else"));
        locator = new CheckpointLocator(new LocalStorage(List.of(base)));
    }

    @Test
    void findsThoseOfAllJobsNewestFirst() throws IOException {
        List<LocatedCheckpoint> found = locator.locate(base.toString());

        assertThat(found.stream().filter(LocatedCheckpoint::complete).map(c -> base.relativize(Path.of(c.directory()))
                        .toString()))
                .containsExactly(OTHER + "/chk-3", JOB + "/chk-10", JOB + "/chk-9", "savepoint-012345-abcdef");
        assertThat(found.stream().filter(c -> !c.complete()))
                .singleElement()
                .satisfies(c -> assertThat(c.checkpointId()).isEqualTo(OptionalLong.of(11)));
        assertThat(locator.newest("file:" + base)).hasValueSatisfying(c -> {
            assertThat(c.jobId()).isEqualTo(OTHER);
            assertThat(c.checkpointId()).isEqualTo(OptionalLong.of(3));
            assertThat(c.modified()).isEqualTo(Instant.ofEpochSecond(300));
        });
    }

    @Test
    void takesEachPlaceThatPeopleName() throws IOException {
        String job = base.resolve(JOB).toString();

        assertThat(locator.newest(job))
                .hasValueSatisfying(c -> assertThat(c.directory()).isEqualTo(job + "/chk-10"));
        for (String place : List.of(job + "/chk-9", job + "/chk-9/", job + "/chk-9/_metadata")) {
            assertThat(locator.locate(place)).singleElement().satisfies(c -> {
                assertThat(c.metadataFile()).isEqualTo(job + "/chk-9/_metadata");
                assertThat(c.jobId()).isEqualTo(JOB);
                assertThat(c.complete()).isTrue();
            });
        }
        assertThat(locator.locate(base + "/savepoint-012345-abcdef"))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.checkpointId()).isEmpty();
                    assertThat(c.jobId()).isNull();
                });
        assertThat(locator.locate(job + "/chk-11")).singleElement().satisfies(c -> assertThat(c.complete())
                .isFalse());
        assertThat(locator.locate(base + "/something")).isEmpty();
        assertThat(locator.newest(job + "/chk-11")).isEmpty();
    }

    @Test
    void tellsWhatIsNotThere() {
        assertThatThrownBy(() -> locator.locate(base + "/none")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> locator.locate(base.resolve(JOB) + "/chk-11/_metadata"))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void passesOverOnesThatDisappearMeanwhile() throws IOException {
        LocalStorage storage = new LocalStorage(List.of(base));
        Storage disappearing = new Storage() {
            @Override
            public List<StoredFile> list(String directory) throws IOException {
                List<StoredFile> found = storage.list(directory);
                if (directory.endsWith(JOB)) {
                    Files.delete(base.resolve(JOB + "/chk-9/_metadata"));
                    Files.delete(base.resolve(JOB + "/chk-9"));
                }
                return found;
            }

            @Override
            public ByteSource open(String file) throws IOException {
                return storage.open(file);
            }
        };

        assertThat(new CheckpointLocator(disappearing).locate(base.resolve(JOB).toString()))
                .extracting(LocatedCheckpoint::checkpointId)
                .containsExactlyInAnyOrder(OptionalLong.of(10), OptionalLong.of(11));
    }

    private void checkpoint(String name, long second) throws IOException {
        Path directory = Files.createDirectories(base.resolve(name));
        Path metadata = Files.writeString(directory.resolve("_metadata"), "metadata");
        Files.setLastModifiedTime(metadata, FileTime.from(Instant.ofEpochSecond(second)));
    }
}
