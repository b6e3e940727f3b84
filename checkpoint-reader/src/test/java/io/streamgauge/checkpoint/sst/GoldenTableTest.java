package io.streamgauge.checkpoint.sst;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Files of the RocksDB versions that Flink ships; src/test/resources/sst/README.md tells how they were made. */
class GoldenTableTest {

    private static Bytes file(String name) throws IOException {
        try (InputStream in = GoldenTableTest.class.getResourceAsStream("/sst/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new Bytes(name, in.readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "frocksdb-6.20.3-format-0-lz4.sst,0",
        "frocksdb-6.20.3-format-0-snappy.sst,0",
        "frocksdb-6.20.3-format-1-lz4.sst,1",
        "frocksdb-6.20.3-format-1-snappy.sst,1",
        "frocksdb-6.20.3-format-5-lz4.sst,5",
        "frocksdb-6.20.3-format-5-snappy.sst,5",
        "frocksdb-8.10.0-format-5-lz4.sst,5",
        "frocksdb-8.10.0-format-5-snappy.sst,5",
        "frocksdb-8.10.0-format-6-lz4.sst,6",
        "frocksdb-8.10.0-format-6-snappy.sst,6",
    })
    void readsOldAndNewFormats(String name, int format) throws Exception {
        NavigableMap<byte[], byte[]> content = Content.random(150, 42);
        content.replaceAll((key, value) -> {
            byte[] same = new byte[value.length];
            Arrays.fill(same, (byte) same.length);
            return same;
        });
        TableFile table = TableFile.open(file(name));

        assertThat(table.footer().formatVersion()).isEqualTo(format);
        assertThat(table.properties().dataBytes().orElseThrow()).isLessThan(9000);
        assertThat(Content.equal(Content.read(table, KeyRange.all(), 4096), content))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.20.3", "8.10.0"})
    void readsWhatFlinksRocksDbFlushed(String version) throws Exception {
        TableFile table = TableFile.open(file("frocksdb-" + version + "-flushed.sst"));
        TableProperties properties = table.properties();
        int[] count = new int[8];
        // RocksDB leaves out what the range deletion covers.
        NavigableMap<byte[], byte[]> content = Content.random(150, 43);
        byte[][] keys = content.keySet().toArray(new byte[0][]);
        int covered = content.headMap(new byte[] {3, 127}, false).size();
        int uncovered = content.headMap(new byte[] {3, (byte) 0xff}, false).size();
        int[] at = {0};
        table.forEach(KeyRange.all(), 4096, (key, keyLength, value, start, length, sequence, type) -> {
            assertThat(Arrays.copyOf(key, keyLength)).isEqualTo(keys[at[0]]);
            assertThat(type)
                    .isEqualTo(List.of(EntryType.VALUE, EntryType.MERGE, EntryType.DELETION)
                            .get(at[0] % 3));
            assertThat(sequence).isPositive();
            at[0]++;
            if (at[0] == covered) {
                at[0] = uncovered;
            }
            count[type.code()]++;
        });

        assertThat(at[0]).isEqualTo(150);
        assertThat(uncovered - covered).isPositive();
        assertThat(properties.columnFamilyName()).contains("open-tickets");
        assertThat(properties.mergeOperator()).contains("StringAppendTESTOperator");
        assertThat(properties.comparator()).contains("leveldb.BytewiseComparator");
        assertThat(properties.isExternal()).isFalse();
        assertThat(properties.rangeDeletions()).hasValue(1);
        assertThat(properties.mergeOperands()).hasValue(count[EntryType.MERGE.code()]);
        assertThat(properties.deletions()).hasValue(count[EntryType.DELETION.code()] + 1);
        assertThat(properties.creationSeconds()).isPresent();
        assertThat(properties.fileCreationSeconds()).isPresent();
        assertThat(table.rangeTombstones()).hasSize(1);
        assertThat(table.rangeTombstones().get(0).range().from()).containsExactly(3, 127);
        assertThat(table.rangeTombstones().get(0).range().to()).containsExactly(3, 255);
    }
}
