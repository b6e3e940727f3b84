package io.streamgauge.checkpoint.sst;

import io.streamgauge.checkpoint.sst.block.UnsupportedTableException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.FlushOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tables merged tell what the database that wrote them finds. */
class LiveScanTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void findsWhatTheDatabaseFinds(long seed) throws Exception {
        Random random = new Random(seed);
        try (Options options = Variant.plain().options().setDisableAutoCompactions(true);
                RocksDB database = RocksDB.open(options, directory.toString());
                FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            int flushes = 2 + random.nextInt(8);
            for (int i = 0; i < flushes; i++) {
                write(database, random, 20 + random.nextInt(300));
                database.flush(flush);
                if (random.nextInt(5) == 0) {
                    database.compactRange();
                }
            }
            List<LiveScan.Source> sources = sources(database);
            assertSame(database, sources, KeyRange.all(), null, null);
            for (int i = 0; i < 20; i++) {
                byte[] from = key(random);
                byte[] to = key(random);
                if (Arrays.compareUnsigned(from, to) < 0) {
                    assertSame(database, sources, KeyRange.of(from, to), from, to);
                }
            }
        }
    }

    private static void write(RocksDB database, Random random, int count) throws RocksDBException {
        for (int i = 0; i < count; i++) {
            byte[] key = key(random);
            byte[] value = new byte[random.nextInt(30)];
            random.nextBytes(value);
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> database.put(key, value);
                case 4, 5, 6, 7 -> database.merge(key, value);
                case 8, 9 -> database.delete(key);
                case 10 -> {
                    byte[] end = key(random);
                    if (random.nextInt(6) == 0 && Arrays.compareUnsigned(key, end) < 0) {
                        database.deleteRange(key, end);
                    }
                }
                default -> database.put(key, new byte[0]);
            }
        }
    }

    private static byte[] key(Random random) {
        byte[] key = new byte[1 + random.nextInt(3)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(8) * 36);
        }
        return key;
    }

    private static List<LiveScan.Source> sources(RocksDB database) throws Exception {
        List<LiveScan.Source> sources = new ArrayList<>();
        for (LiveFileMetaData file : database.getLiveFilesMetaData()) {
            TableFile table = TableFile.open(Bytes.of(Path.of(file.path(), file.fileName())));
            if (table.properties().isExternal()) {
                table = table.withSequence(file.largestSeqno());
            }
            byte[] largest = file.largestKey();
            sources.add(new LiveScan.Source(
                    table, KeyRange.of(file.smallestKey(), Arrays.copyOf(largest, largest.length + 1))));
        }
        return sources;
    }

    private static void assertSame(
            RocksDB database,
            List<LiveScan.Source> sources,
            KeyRange range,
            byte @Nullable [] from,
            byte @Nullable [] to)
            throws Exception {
        NavigableMap<byte[], byte[]> expected = Content.sorted();
        try (RocksIterator iterator = database.newIterator()) {
            for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                expected.put(iterator.key(), iterator.value());
            }
            iterator.status();
        }
        if (from != null && to != null) {
            expected = expected.subMap(from, true, to, false);
        }
        NavigableMap<byte[], byte[]> found = Content.sorted();
        LiveCounts counts = LiveScan.scan(sources, range, 512, entry -> {
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            for (int i = 0; i < entry.parts(); i++) {
                if (i > 0) {
                    joined.write(',');
                }
                joined.write(entry.bytes(), entry.partStart(i), entry.partLength(i));
            }
            found.put(Arrays.copyOf(entry.key(), entry.keyLength()), joined.toByteArray());
        });
        assertThat(Content.equal(found, expected)).isTrue();
        assertThat(counts.live()).isEqualTo(expected.size());
    }

    /** All entries of an ingested file are as new as its ingestion, which the MANIFEST tells. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ingestedFilesAreAsNewAsTheirIngestion(boolean writeSequence) throws Exception {
        Path external = directory.resolve("external.sst");
        NavigableMap<byte[], byte[]> content = Content.sorted();
        content.put(new byte[] {1}, new byte[] {10});
        content.put(new byte[] {2}, new byte[] {20});
        Content.write(external, Variant.plain(), content);
        Path data = directory.resolve("data");
        try (Options options = Variant.plain().options().setDisableAutoCompactions(true);
                RocksDB database = RocksDB.open(options, data.toString());
                FlushOptions flush = new FlushOptions().setWaitForFlush(true);
                IngestExternalFileOptions ingest = new IngestExternalFileOptions().setWriteGlobalSeqno(writeSequence)) {
            database.put(new byte[] {1}, new byte[] {1});
            database.put(new byte[] {3}, new byte[] {3});
            database.flush(flush);
            database.ingestExternalFile(List.of(external.toString()), ingest);
            database.put(new byte[] {2}, new byte[] {2});
            database.flush(flush);

            assertSame(database, sources(database), KeyRange.all(), null, null);
            List<LiveScan.Source> withoutManifest = new ArrayList<>();
            for (LiveFileMetaData file : database.getLiveFilesMetaData()) {
                withoutManifest.add(new LiveScan.Source(
                        TableFile.open(Bytes.of(Path.of(file.path(), file.fileName()))), KeyRange.all()));
            }
            if (writeSequence) {
                assertSame(database, withoutManifest, KeyRange.all(), null, null);
            } else {
                assertThatThrownBy(() -> LiveScan.scan(withoutManifest, KeyRange.all(), 512, entry -> {}))
                        .isInstanceOf(UnsupportedTableException.class)
                        .hasMessageContaining("without sequence number");
            }
        }
    }

    @Test
    void countsWhatItSaw() throws Exception {
        try (Options options = Variant.plain().options().setDisableAutoCompactions(true);
                RocksDB database = RocksDB.open(options, directory.toString());
                FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            database.put(new byte[] {1}, new byte[] {1});
            database.put(new byte[] {2}, new byte[] {2});
            database.flush(flush);
            database.merge(new byte[] {1}, new byte[] {7});
            database.delete(new byte[] {2});
            database.merge(new byte[] {3}, new byte[] {8});
            database.flush(flush);
            List<Integer> operands = new ArrayList<>();
            LiveCounts counts =
                    LiveScan.scan(sources(database), KeyRange.all(), 512, entry -> operands.add(entry.operands()));

            assertThat(counts.live()).isEqualTo(2);
            assertThat(counts.entries()).isEqualTo(5);
            assertThat(counts.deletions()).isEqualTo(1);
            assertThat(counts.operands()).isEqualTo(2);
            assertThat(operands).containsExactly(1, 1);
        }
    }
}
