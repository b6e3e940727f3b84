package io.streamgauge.checkpoint.metadata;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.Hostile;
import io.streamgauge.checkpoint.storage.MemorySource;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against what Flink's own classes write and read. */
class MetadataParserTest {
    private static Path directory = Path.of("");

    /** Flink finds relative files beside a file that must exist. */
    @BeforeContainer
    static void checkpointDirectory() throws IOException {
        directory = Files.createTempDirectory("chk");
        Files.write(directory.resolve("_metadata"), new byte[] {1});
    }

    @AfterContainer
    static void removeDirectory() throws IOException {
        Files.delete(directory.resolve("_metadata"));
        Files.delete(directory);
    }

    @Property(tries = 400)
    void readsWhatFlinkReads(@ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int version) throws IOException {
        byte[] bytes = FlinkMetadata.write(FlinkMetadata.random(seed, version, directory.toString()), version);

        CheckpointMetadata parsed = parse(bytes);

        assertThat(parsed.version()).isEqualTo(version);
        assertThat(ReaderDescription.of(parsed, new MemorySource("_metadata", bytes)))
                .isEqualTo(FlinkDescription.of(FlinkMetadata.read(bytes, directory.toString())));
    }

    /** Handles that only older releases wrote: Flink still reads them. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 8, 10})
    void readsHandlesOfOlderReleases(int type, @TempDir Path checkpoint) throws IOException {
        Files.write(checkpoint.resolve("_metadata"), new byte[] {1});
        byte[] bytes = withKeyedHandle(out -> OldHandles.write(type, out));

        CheckpointMetadata parsed = parse(bytes);

        assertThat(ReaderDescription.of(parsed, new MemorySource("_metadata", bytes)))
                .isEqualTo(FlinkDescription.of(FlinkMetadata.read(bytes, checkpoint.toString())));
    }

    @Test
    void doesNotGuessWhatAnOldIncrementalHandleAdded() throws IOException {
        CheckpointMetadata parsed = parse(withKeyedHandle(out -> OldHandles.write(5, out)));

        KeyedHandle keyed = parsed.operators().get(0).subtasks().get(0).managedKeyed();

        assertThat(keyed)
                .isInstanceOfSatisfying(KeyedHandle.Incremental.class, handle -> assertThat(handle.checkpointedBytes())
                        .isEqualTo(OptionalLong.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6})
    void refusesEveryTruncation(int version) throws Exception {
        byte[] sample = sample(version);
        // Flink's properties at the end are not read: cutting inside them goes unnoticed.
        int end = version < 4 ? sample.length : indexOfProperties(sample) + 4;

        Hostile tally = Hostile.truncations(Arrays.copyOf(sample, end), MetadataParserTest::parse);

        assertThat(tally.accepted()).isZero();
        assertThat(tally.refused()).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6})
    void survivesEveryFlippedBitAndHugeNumbers(int version) throws Exception {
        byte[] sample = sample(version);

        assertThat(Hostile.bitFlips(sample, MetadataParserTest::parse).refused())
                .isPositive();
        assertThat(Hostile.hugeNumbers(sample, MetadataParserTest::parse).refused())
                .isPositive();
    }

    @Test
    void tellsFileByteFoundAndExpected() {
        assertThatThrownBy(() -> parse(new byte[] {1, 2, 3, 4, 0, 0, 0, 6}))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessage(
                        "_metadata at byte 0: found 0x01020304, expected 0x4960672d, with which Flink's checkpoints start");
        assertThatThrownBy(() -> parse(header(7)))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessage("_metadata at byte 4: found version 7 of the format, expected 2 to 6:"
                        + " written by a newer Flink than this reader knows");
    }

    @Test
    void refusesWhatFollows() throws IOException {
        byte[] sample = sample(3);
        byte[] longer = Arrays.copyOf(sample, sample.length + 1);

        assertThatThrownBy(() -> parse(longer))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("found 1 bytes after the operators, expected the end of the file");
    }

    @Test
    void refusesSizesThatOverflow() throws IOException {
        byte[] bytes = withKeyedHandle(out -> OldHandles.incrementalOfTwoFiles(Long.MAX_VALUE, out));

        assertThatThrownBy(() -> parse(bytes))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("more than 2^63 bytes");
    }

    @Test
    void boundsHandlesWithinHandles() throws IOException {
        byte[] bytes = withKeyedHandle(out -> OldHandles.nestedChangelogs(50, out));

        assertThatThrownBy(() -> parse(bytes))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("changelogs within changelogs");
    }

    @Test
    void stepsOverSmallFilesInside() throws Exception {
        byte[] bytes = withKeyedHandle(out -> OldHandles.inlined(8 << 20, out));

        long allocated = io.streamgauge.checkpoint.Allocation.bytesOf(() -> parse(bytes));

        assertThat(allocated).isLessThan(512 * 1024);
    }

    @Test
    void namesEveryFile() throws IOException {
        CheckpointMetadata parsed = parse(withKeyedHandle(out -> OldHandles.incrementalOfTwoFiles(17, out)));

        List<FileReference> files = FileReferences.of(parsed);

        assertThat(files)
                .extracting(FileReference::path)
                .containsExactly("file:/base/meta", "file:/base/1", "file:/base/2");
        assertThat(files).extracting(FileReference::sizeBytes).containsExactly(17L, 17L, 17L);
        assertThat(files)
                .extracting(FileReference::role)
                .containsExactly(
                        FileReference.Role.KEYED_META,
                        FileReference.Role.KEYED_SHARED,
                        FileReference.Role.KEYED_PRIVATE);
    }

    private static CheckpointMetadata parse(byte[] bytes) throws IOException {
        return MetadataParser.parse(new MemorySource("_metadata", bytes));
    }

    /** Some hundred bytes to a few thousand, with keyed and operator state in them. */
    private static byte[] sample(int version) throws IOException {
        for (long seed = 0; ; seed++) {
            byte[] bytes = FlinkMetadata.write(FlinkMetadata.random(seed, version, "file:/base/chk-1"), version);
            if (bytes.length > 800 && bytes.length < 1600) {
                return bytes;
            }
        }
    }

    private static int indexOfProperties(byte[] bytes) {
        for (int i = bytes.length - 4; i >= 0; i--) {
            if (bytes[i] == (byte) 0xac && bytes[i + 1] == (byte) 0xed && bytes[i + 2] == 0 && bytes[i + 3] == 5) {
                return i;
            }
        }
        throw new AssertionError("no properties");
    }

    private static byte[] header(int version) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FlinkMetadata.MAGIC);
        out.writeInt(version);
        return bytes.toByteArray();
    }

    /** Format 3, one operator, one subtask with one handle. */
    private static byte[] withKeyedHandle(OldHandles.Writer handle) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(header(3));
        out.writeLong(42);
        out.writeInt(0);
        out.writeInt(1);
        out.writeLong(1);
        out.writeLong(2);
        out.writeInt(1);
        out.writeInt(128);
        out.writeByte(0);
        out.writeInt(1);
        out.writeInt(0);
        out.writeInt(0);
        out.writeInt(0);
        handle.write(out);
        out.writeByte(0);
        out.writeInt(0);
        out.writeInt(0);
        return bytes.toByteArray();
    }
}
