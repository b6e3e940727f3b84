package io.streamgauge.checkpoint.sst;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.IndexShorteningMode;
import org.rocksdb.IndexType;
import org.rocksdb.Options;
import org.rocksdb.SstFileReader;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that RocksDB writes, in all variants, are read as they were written. */
class TableFileTest {

    @TempDir
    private Path directory;

    static List<Variant> variants() {
        return Variant.all();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void readsWhatRocksDbWrote(Variant variant) throws Exception {
        Path file = directory.resolve("a.sst");
        NavigableMap<byte[], byte[]> content = Content.random(3000, 1);
        Content.write(file, variant, content);
        TableFile table = TableFile.open(Bytes.of(file));

        assertThat(table.footer().formatVersion()).isEqualTo(variant.formatVersion());
        assertThat(Content.equal(Content.read(table, KeyRange.all(), 64 << 10), content))
                .isTrue();
        assertPropertiesAreRocksDbs(file, variant, table);
        assertRangesAreSubMaps(table, content);
        assertIndexAddsUp(table, content);
    }

    private static void assertPropertiesAreRocksDbs(Path file, Variant variant, TableFile table) throws Exception {
        try (Options options = variant.options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            org.rocksdb.TableProperties expected = reader.getTableProperties();
            TableProperties found = table.properties();
            assertThat(found.entries()).hasValue(expected.getNumEntries());
            assertThat(found.deletions()).hasValue(expected.getNumDeletions());
            assertThat(found.mergeOperands()).hasValue(expected.getNumMergeOperands());
            assertThat(found.rangeDeletions()).hasValue(expected.getNumRangeDeletions());
            assertThat(found.rawKeyBytes()).hasValue(expected.getRawKeySize());
            assertThat(found.rawValueBytes()).hasValue(expected.getRawValueSize());
            assertThat(found.dataBytes()).hasValue(expected.getDataSize());
            assertThat(found.indexBytes()).hasValue(expected.getIndexSize());
            assertThat(found.filterBytes()).hasValue(expected.getFilterSize());
            assertThat(found.dataBlocks()).hasValue(expected.getNumDataBlocks());
            assertThat(found.comparator()).contains(expected.getComparatorName());
            assertThat(found.compression()).contains(expected.getCompressionName());
            assertThat(found.mergeOperator()).contains(expected.getMergeOperatorName());
            assertThat(found.columnFamilyName()).isEmpty();
            assertThat(found.isExternal()).isTrue();
        }
    }

    private static void assertRangesAreSubMaps(TableFile table, NavigableMap<byte[], byte[]> content) throws Exception {
        byte[][] keys = content.keySet().toArray(new byte[0][]);
        Random random = new Random(2);
        for (int i = 0; i < 40; i++) {
            byte[] a = keys[random.nextInt(keys.length)];
            byte[] b = i % 2 == 0 ? keys[random.nextInt(keys.length)] : Arrays.copyOf(a, a.length + 1);
            byte[] from = Arrays.compareUnsigned(a, b) <= 0 ? a : b;
            byte[] to = from == a ? b : a;
            assertThat(Content.equal(
                            Content.read(table, KeyRange.of(from, to), 1 + random.nextInt(20_000)),
                            content.subMap(from, true, to, false)))
                    .isTrue();
        }
        byte[] middle = keys[keys.length / 2];
        assertThat(Content.equal(Content.read(table, KeyRange.of(middle, null), 1), content.tailMap(middle, true)))
                .isTrue();
        assertThat(Content.read(table, KeyRange.of(new byte[] {(byte) 0xff}, null), 1))
                .isEmpty();
        assertThat(Content.read(table, KeyRange.of(new byte[0], new byte[] {0}), 1))
                .isEmpty();
    }

    private static void assertIndexAddsUp(TableFile table, NavigableMap<byte[], byte[]> content) throws Exception {
        TableIndex index = table.index();
        assertThat(index.size()).isEqualTo((int) table.properties().dataBlocks().orElseThrow());
        assertThat(index.dataBytes()).isEqualTo(table.properties().dataBytes().orElseThrow());
        long before = 0;
        for (int group = 0; group <= 4; group++) {
            long bytes = index.bytesBefore(new byte[] {(byte) group});
            assertThat(bytes).isGreaterThanOrEqualTo(before);
            before = bytes;
        }
        assertThat(index.bytesBefore(new byte[] {5})).isEqualTo(index.dataBytes());
        for (int i = 0; i < index.size() - 1; i++) {
            byte[] separator = index.separator(i);
            assertThat(content.headMap(separator, true)).isNotEmpty();
            assertThat(Arrays.compareUnsigned(separator, index.separator(i + 1)))
                    .isNegative();
        }
    }

    @Test
    void readsTheTailOnceAndOfARangeOnlyItsBlocks() throws Exception {
        Path file = directory.resolve("a.sst");
        NavigableMap<byte[], byte[]> content = Content.random(50_000, 3);
        Content.write(
                file, Variant.plain().withBlocks(4096, 16, DataBlockIndexType.kDataBlockBinarySearch, true), content);
        Bytes source = Bytes.of(file);
        TableFile table = TableFile.open(source);
        assertThat(source.reads()).isEqualTo(1);
        assertThat(source.bytesRead()).isEqualTo(TableFile.DEFAULT_TAIL_BYTES).isEqualTo(table.bytesRead());

        byte[] from = {2};
        byte[] to = {2, 20};
        TableIndex index = table.index();
        long before = source.bytesRead();
        long read = table.forEach(KeyRange.of(from, to), 8192, (key, l, value, s, n, q, t) -> {});

        assertThat(source.bytesRead() - before).isEqualTo(read);
        assertThat(read - index.bytesRead())
                .isPositive()
                .isLessThanOrEqualTo(index.bytesBefore(to) - index.bytesBefore(from) + 5000);
    }

    @Test
    void aFullScanReadsEachByteOfDataOnce() throws Exception {
        Path file = directory.resolve("a.sst");
        Content.write(file, Variant.plain(), Content.random(20_000, 4));
        TableFile table = TableFile.open(Bytes.of(file));
        TableIndex index = table.index();
        TableCursor cursor = table.cursor(index, KeyRange.all(), 10_000, true);
        cursor.forEach((key, l, value, s, n, q, t) -> {});

        assertThat(cursor.bytesRead()).isEqualTo(index.bytesRead() + index.dataBytes());
    }

    /** Of a partitioned index, a range needs the partitions it touches. */
    @Test
    void readsOnlyTheIndexPartitionsOfTheRange() throws Exception {
        Path file = directory.resolve("a.sst");
        Variant variant = Variant.plain()
                .withIndex(IndexType.kTwoLevelIndexSearch, IndexShorteningMode.kShortenSeparators, 1)
                .withBlocks(1024, 16, DataBlockIndexType.kDataBlockBinarySearch, true);
        Content.write(file, variant, Content.random(50_000, 5));
        TableFile table = TableFile.open(Bytes.of(file));

        long all = table.index().bytesRead();
        assertThat(table.index(KeyRange.of(new byte[] {1}, new byte[] {1, 9})).bytesRead())
                .isLessThan(all / 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 100_000})
    void readsFilesOfAnySize(int entries) throws Exception {
        Path file = directory.resolve("a.sst");
        NavigableMap<byte[], byte[]> content = Content.random(entries, entries);
        Content.write(file, Variant.plain(), content);

        assertThat(Content.equal(Content.read(TableFile.open(Bytes.of(file)), KeyRange.all(), 1 << 20), content))
                .isTrue();
    }

    /** A tail that is too short costs further reads, not the answer. */
    @Test
    void readsBeforeTheTailWhereItIsShort() throws Exception {
        Path file = directory.resolve("a.sst");
        Content.write(file, Variant.plain(), Content.random(1000, 6));
        Bytes source = Bytes.of(file);
        TableFile table = TableFile.open(source, 100);

        assertThat(table.properties().entries()).hasValue(1000);
        assertThat(source.bytesRead()).isEqualTo(table.bytesRead());
        assertThat(Files.size(file)).isEqualTo(table.size());
    }

    @Test
    void theHostThatWroteAFileIsNotTold() throws Exception {
        Path file = directory.resolve("a.sst");
        Content.write(file, Variant.plain(), Content.random(10, 7));
        String stored = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);

        assertThat(stored).contains("host.identity");
        for (var method : TableProperties.class.getMethods()) {
            assertThat(method.getName().toLowerCase(Locale.ROOT)).doesNotContain("host");
        }
    }
}
