package io.streamgauge.checkpoint.metadata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The golden checkpoints of formats 2 and 3, which no Flink from 1.20 on writes: those of 1.20 with their metadata written again
 * by Flink's own writers of the old formats. {@code -Dstreamgauge.golden.write=true} makes them again.
 */
class OldMetadataGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path ORIGINAL = GOLDEN.resolve("flink-1.20-hashmap-savepoint-native");

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void isWhatFlinksOwnWriterMakesOfThe120One(int version) throws IOException {
        Path copy = GOLDEN.resolve("flink-1.20-metadata-v" + version);
        if (Boolean.getBoolean("streamgauge.golden.write")) {
            make(copy, version);
        }

        List<Path> files = files(ORIGINAL);
        assertThat(files(copy)).isEqualTo(files);
        for (Path file : files) {
            byte[] expected = Files.readAllBytes(ORIGINAL.resolve(file));
            if (file.endsWith("_metadata")) {
                expected = rewritten(ORIGINAL.resolve(file), version);
            }
            if (!file.endsWith("README.md")) {
                assertThat(copy.resolve(file)).hasBinaryContent(expected);
            }
        }
    }

    private static void make(Path copy, int version) throws IOException {
        for (Path file : files(ORIGINAL)) {
            Path original = ORIGINAL.resolve(file);
            Files.createDirectories(copy.resolve(file).getParent());
            Files.write(
                    copy.resolve(file),
                    file.endsWith("_metadata") ? rewritten(original, version) : Files.readAllBytes(original));
        }
        Files.writeString(
                copy.resolve("README.md"),
                ORIGINAL.getFileName() + " with its metadata in format " + version
                        + ", by Flink's own writer of that.\n"
                        + "Made by: mvn test -pl checkpoint-reader -am -Dtest=OldMetadataGoldenTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dstreamgauge.golden.write=true\n");
    }

    /** Paths in a savepoint are relative to it, and stay so. */
    private static byte[] rewritten(Path metadata, int version) throws IOException {
        String directory =
                Objects.requireNonNull(metadata.toAbsolutePath().getParent()).toString();
        return FlinkMetadata.write(FlinkMetadata.read(Files.readAllBytes(metadata), directory), version);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }
}
