package io.streamgauge.checkpoint.sst;

import com.sun.management.ThreadMXBean;
import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.sst.block.UnsupportedTableException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexShorteningMode;
import org.rocksdb.IndexType;
import org.rocksdb.Options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Damaged files: what was written, or a clear error, in bounded memory. */
class HostileTableTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Fixed buffers of the codecs and of messages, and a multiple of the file. */
    private static final long FIXED_BYTES = 2 << 20;

    private static final long TIMES_FILE = 64;

    @TempDir
    private Path directory;

    private byte[] file(Variant variant, NavigableMap<byte[], byte[]> content) throws Exception {
        Path file = directory.resolve("a.sst");
        Content.write(file, variant, content);
        return Files.readAllBytes(file);
    }

    /** True if the content came back; false if it was refused; anything else fails the test. */
    private static boolean reads(byte[] bytes, NavigableMap<byte[], byte[]> content) throws IOException {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        try {
            NavigableMap<byte[], byte[]> found =
                    Content.read(TableFile.open(new Bytes("a.sst", bytes)), KeyRange.all(), 4096);
            assertThat(Content.equal(found, content)).isTrue();
            return true;
        } catch (CheckpointFormatException e) {
            assertThat(e.file()).isEqualTo("a.sst");
            assertThat(e.getMessage()).contains("found");
            return false;
        } catch (UnsupportedTableException e) {
            assertThat(e.file()).isEqualTo("a.sst");
            return false;
        } finally {
            assertThat(THREADS.getThreadAllocatedBytes(thread) - before)
                    .isLessThan(FIXED_BYTES + TIMES_FILE * bytes.length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5,kCRC32c,NO_COMPRESSION",
        "6,kXXH3,SNAPPY_COMPRESSION",
        "5,kxxHash,LZ4_COMPRESSION",
        "7,kxxHash64,ZSTD_COMPRESSION"
    })
    void aFileCutAnywhereIsRefused(int format, ChecksumType checksum, CompressionType compression) throws Exception {
        NavigableMap<byte[], byte[]> content = Content.random(10, 1);
        byte[] whole =
                file(Variant.plain().withFormat(format).withChecksum(checksum).withCompression(compression), content);
        assertThat(reads(whole, content)).isTrue();
        for (int length = 0; length < whole.length; length++) {
            assertThat(reads(Arrays.copyOf(whole, length), content)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5,kCRC32c,NO_COMPRESSION",
        "6,kXXH3,SNAPPY_COMPRESSION",
        "5,kxxHash,LZ4_COMPRESSION",
        "7,kxxHash64,ZSTD_COMPRESSION"
    })
    void aFlippedBitIsSeenOrWithoutMeaning(int format, ChecksumType checksum, CompressionType compression)
            throws Exception {
        NavigableMap<byte[], byte[]> content = Content.random(10, 2);
        byte[] bytes =
                file(Variant.plain().withFormat(format).withChecksum(checksum).withCompression(compression), content);
        int seen = 0;
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            seen += reads(bytes, content) ? 0 : 1;
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        // Padding of old footers, and blocks that are not read: all else is guarded.
        assertThat(seen).isGreaterThan(8 * (bytes.length - 60));
    }

    /** Without checksums the parsers themselves must hold. */
    @ParameterizedTest
    @ValueSource(strings = {"NO_COMPRESSION", "SNAPPY_COMPRESSION", "LZ4_COMPRESSION", "ZSTD_COMPRESSION"})
    void withoutChecksumsNothingWorseThanWrongContent(CompressionType compression) throws Exception {
        Variant variant = Variant.plain()
                .withChecksum(ChecksumType.kNoChecksum)
                .withIndex(IndexType.kTwoLevelIndexSearch, IndexShorteningMode.kNoShortening, 4)
                .withCompression(compression);
        byte[] whole = file(variant, Content.random(200, 3));
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = whole.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            readAnything(bytes);
        }
    }

    private static void readAnything(byte[] bytes) throws IOException {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        try {
            TableFile table = TableFile.open(new Bytes("a.sst", bytes));
            table.rangeTombstones();
            table.forEach(KeyRange.all(), 4096, (key, l, value, s, n, q, t) -> {});
        } catch (CheckpointFormatException | UnsupportedTableException e) {
            assertThat(e.getMessage()).contains("a.sst");
        }
        // A forged Zstd block may truly unfold 32768-fold, and no more than that.
        assertThat(THREADS.getThreadAllocatedBytes(thread) - before)
                .isLessThan(FIXED_BYTES + (TIMES_FILE + (1 << 15)) * bytes.length);
    }

    @Test
    void otherFilesAreToldApart() {
        assertThatThrownBy(() -> TableFile.open(new Bytes("a.sst", new byte[0])))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("a.sst at byte 0: found 0 bytes, expected a table file");
        assertThatThrownBy(() -> TableFile.open(new Bytes("a.sst", new byte[1000])))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("at byte 992")
                .hasMessageContaining("cut off or not a table file");
    }

    @Test
    void whatIsNotKnownIsNamed() throws Exception {
        NavigableMap<byte[], byte[]> content = Content.random(400, 5);
        byte[] zlib = file(Variant.plain().withCompression(CompressionType.ZLIB_COMPRESSION), content);
        assertThatThrownBy(() -> Content.read(TableFile.open(new Bytes("a.sst", zlib)), KeyRange.all(), 4096))
                .isInstanceOf(UnsupportedTableException.class)
                .hasMessage(
                        "a.sst: found compression type Zlib, which is not read here; known are none, Snappy, LZ4, LZ4HC"
                                + " and Zstd");
        byte[] newer = file(Variant.plain(), content);
        newer[newer.length - 12] = 8;
        assertThatThrownBy(() -> TableFile.open(new Bytes("a.sst", newer)))
                .isInstanceOf(UnsupportedTableException.class)
                .hasMessageContaining("format version 8");
    }

    /** The codecs take no dictionary: refused by name, not read wrongly. */
    @ParameterizedTest
    @ValueSource(strings = {"LZ4_COMPRESSION", "ZSTD_COMPRESSION"})
    void dictionariesAreRefused(CompressionType compression) throws Exception {
        Path file = directory.resolve("a.sst");
        try (CompressionOptions dictionary =
                        new CompressionOptions().setMaxDictBytes(4096).setEnabled(true);
                Options options = Variant.plain()
                        .options()
                        .setCompressionType(compression)
                        .setCompressionOptions(dictionary)) {
            Content.write(file, options, Content.random(5000, 6));
        }
        TableFile table = TableFile.open(Bytes.of(file));

        assertThat(table.properties().entries()).hasValue(5000);
        assertThatThrownBy(() -> Content.read(table, KeyRange.all(), 4096))
                .isInstanceOf(UnsupportedTableException.class)
                .hasMessageContaining("with a dictionary");
    }

    @Test
    void blocksWithKeysApartFromValuesAreRefused() throws Exception {
        Path file = directory.resolve("a.sst");
        try (Options options = Variant.plain().options()) {
            options.setTableFormatConfig(Variant.plain().withFormat(7).table().setSeparateKeyValueInDataBlock(true));
            Content.write(file, options, Content.random(100, 7));
        }
        assertThatThrownBy(() -> Content.read(TableFile.open(Bytes.of(file)), KeyRange.all(), 4096))
                .isInstanceOf(UnsupportedTableException.class)
                .hasMessageContaining("keys apart from values");
    }
}
