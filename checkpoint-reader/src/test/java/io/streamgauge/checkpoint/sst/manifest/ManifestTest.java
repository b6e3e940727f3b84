package io.streamgauge.checkpoint.sst.manifest;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.Hostile;
import io.streamgauge.checkpoint.key.KeyGroupPrefix;
import io.streamgauge.checkpoint.sst.block.UnsupportedTableException;
import io.streamgauge.checkpoint.storage.MemorySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Beside what RocksDB itself makes of its MANIFEST. */
class ManifestTest {
    private static final KeyGroupPrefix PREFIX = new KeyGroupPrefix(1);

    @TempDir
    Path directory;

    /** A database of two families with files on several levels, one of them dropped. */
    private final class Database implements AutoCloseable {
        private final RocksDB db;
        private final List<ColumnFamilyHandle> families = new ArrayList<>();

        Database() throws RocksDBException {
            RocksDB.loadLibrary();
            try (DBOptions options = new DBOptions().setCreateIfMissing(true)) {
                db = RocksDB.open(
                        options,
                        directory.toString(),
                        List.of(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY)),
                        families);
            }
            for (String name : List.of("visits", "bytes", "gone")) {
                families.add(db.createColumnFamily(new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8))));
            }
        }

        void write(int family, int from, int to) throws RocksDBException {
            for (int key = from; key < to; key++) {
                db.put(families.get(family), new byte[] {(byte) key, 1, 2}, new byte[100]);
            }
            try (FlushOptions options = new FlushOptions()) {
                db.flush(options, families.get(family));
            }
        }

        void dropGone() throws RocksDBException {
            db.dropColumnFamily(families.get(3));
        }

        void deleteRange(int family, int from, int to) throws RocksDBException {
            db.deleteRange(families.get(family), new byte[] {(byte) from}, new byte[] {(byte) to});
        }

        Map<Long, LiveFileMetaData> files() {
            Map<Long, LiveFileMetaData> files = new TreeMap<>();
            for (LiveFileMetaData file : db.getLiveFilesMetaData()) {
                String digits = file.fileName().replaceAll("[^0-9]", "");
                files.put(Long.parseLong(digits), file);
            }
            return files;
        }

        MemorySource manifest() throws IOException {
            try (Stream<Path> found = Files.list(directory)) {
                Path file = found.filter(path -> path.getFileName().toString().startsWith("MANIFEST-"))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
                return new MemorySource("MANIFEST", Files.readAllBytes(file));
            }
        }

        @Override
        public void close() {
            families.forEach(ColumnFamilyHandle::close);
            db.close();
        }
    }

    private static void assertSame(Manifest manifest, Map<Long, LiveFileMetaData> expected) {
        assertThat(manifest.files()).hasSameSizeAs(expected.values());
        for (LiveFileMetaData file : expected.values()) {
            long number = Long.parseLong(file.fileName().replaceAll("[^0-9]", ""));
            ManifestFile found = Objects.requireNonNull(manifest.file(number), () -> "file " + number);
            assertThat(found.level()).isEqualTo(file.level());
            assertThat(found.sizeBytes()).isEqualTo(file.size());
            assertThat(manifest.familyName(found.columnFamily()))
                    .isEqualTo(new String(file.columnFamilyName(), StandardCharsets.UTF_8));
            assertThat(found.firstKeyGroup(PREFIX)).isEqualTo(file.smallestKey()[0] & 0xff);
            assertThat(found.largestSequence()).hasValue(file.largestSeqno());
        }
    }

    @Test
    void tellsFilesLevelsAndKeysAsRocksDbDoes() throws Exception {
        try (Database database = new Database()) {
            for (int i = 0; i < 5; i++) {
                database.write(1, 10 * i, 10 * i + 20);
                database.write(2, 100 + i, 200);
            }
            database.db.compactRange(database.families.get(1));
            database.write(1, 7, 9);

            Manifest manifest = Manifest.read(database.manifest());

            assertSame(manifest, database.files());
            assertThat(manifest.files())
                    .extracting(ManifestFile::level)
                    .contains(0)
                    .hasSizeGreaterThan(2);
            ManifestFile newest = manifest.files().stream()
                    .max(Comparator.comparingLong(ManifestFile::number))
                    .orElseThrow();
            assertThat(newest.firstKeyGroup(PREFIX)).isEqualTo(7);
            assertThat(newest.lastKeyGroup(PREFIX)).isEqualTo(8);
            assertThat(newest.epochNumber()).isPresent();
        }
    }

    @Test
    void readsOnlyWhatWasAppended() throws Exception {
        try (Database database = new Database()) {
            database.write(1, 0, 10);
            database.write(3, 0, 10);
            Manifest before = Manifest.read(database.manifest());
            long read = before.length();
            database.write(2, 5, 10);
            database.dropGone();
            database.db.compactRange(database.families.get(1));
            MemorySource longer = database.manifest();
            // What was read before is of no interest any more.
            byte[] wiped = new byte[(int) longer.size()];
            longer.read(read, wiped, (int) read, (int) (longer.size() - read));

            Manifest after = before.readOn(new MemorySource("MANIFEST", wiped));

            assertSame(after, database.files());
            assertThat(after.files()).isNotEmpty().noneMatch(file -> file.columnFamily() == 3);
            assertThat(after.familyName(3)).isNull();
            assertThatThrownBy(() -> after.readOn(new MemorySource("MANIFEST", new byte[10])))
                    .isInstanceOf(CheckpointFormatException.class);
        }
    }

    @Test
    void recordsSpanBlocks() throws Exception {
        try (Database database = new Database()) {
            byte[] longKey = new byte[30_000];
            for (int i = 0; i < 6; i++) {
                longKey[0] = (byte) i;
                database.db.put(database.families.get(1), longKey, new byte[1]);
                database.write(1, i, i + 1);
            }
            MemorySource source = database.manifest();

            assertThat(source.size()).isGreaterThan(5 * 32 * 1024);
            assertSame(Manifest.read(source), database.files());
        }
    }

    @Test
    void aRangeDeletionsEndIsNoKey() throws Exception {
        try (Database database = new Database()) {
            database.deleteRange(1, 20, 40);
            database.write(1, 5, 6);
            Manifest manifest = Manifest.read(database.manifest());

            ManifestFile file = manifest.files().iterator().next();

            assertThat(file.firstKeyGroup(PREFIX)).isEqualTo(5);
            assertThat(file.lastKeyGroup(PREFIX)).isEqualTo(39);
        }
    }

    @Test
    void refusesDamage() throws Exception {
        byte[] sample;
        try (Database database = new Database()) {
            database.write(1, 0, 10);
            database.write(2, 0, 10);
            MemorySource source = database.manifest();
            sample = new byte[(int) source.size()];
            source.read(0, sample, 0, sample.length);
        }
        Hostile.Parser parser = bytes -> Manifest.read(new MemorySource("MANIFEST", bytes));

        // A cut between two records is a MANIFEST that is less long, and one of no length and type is padding.
        assertThat(Hostile.truncations(sample, parser).refused()).isGreaterThan(sample.length * 9 / 10);
        assertThat(Hostile.bitFlips(sample, parser).accepted()).isLessThan(8 * 3);
        Hostile.hugeNumbers(sample, parser);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> VersionEdit.parse("MANIFEST", 0, new byte[] {99, 0}))
                .isInstanceOf(UnsupportedTableException.class)
                .hasMessageContaining("99");
        // Blob files: entries would be somewhere else.
        assertThatThrownBy(() -> VersionEdit.parse("MANIFEST", 0, new byte[] {(byte) 0x90, 3, 0}))
                .isInstanceOf(UnsupportedTableException.class);
        assertThatThrownBy(() -> VersionEdit.parse("MANIFEST", 0, new byte[] {6, 99, 1}))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("level");
    }

    @Test
    void stepsOverWhatMayBeIgnored() throws Exception {
        // Tag 8193, the identity of the database, with a length.
        byte[] record = {(byte) 0x81, 0x40, 3, 'a', 'b', 'c', (byte) 0xc8, 1, 5};

        assertThat(VersionEdit.parse("MANIFEST", 0, record).columnFamily()).isEqualTo(5);
    }

    /** Edits of a file alone: each value in each byte, without a checksum that would refuse it before. */
    @Test
    void editsMeetAnyBytes() throws Exception {
        byte[] file = {
            103,
            1,
            12,
            40,
            10,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            9,
            2,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            2,
            13,
            1,
            7,
            1,
            (byte) 0xc8,
            1,
            2
        };
        VersionEdit edit = VersionEdit.parse("MANIFEST", 0, file);
        assertThat(edit.added()).hasSize(1);
        assertThat(edit.added().get(0).epochNumber()).hasValue(7);
        assertThat(edit.columnFamily()).isEqualTo(2);

        for (int at = 0; at < file.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] damaged = file.clone();
                damaged[at] = (byte) value;
                try {
                    VersionEdit.parse("MANIFEST", 0, damaged);
                } catch (CheckpointFormatException | UnsupportedTableException e) {
                    assertThat(e).hasMessageContaining("MANIFEST");
                }
            }
            byte[] cut = Arrays.copyOf(file, at);
            try {
                VersionEdit.parse("MANIFEST", 0, cut);
            } catch (CheckpointFormatException e) {
                assertThat(e).hasMessageContaining("expected");
            }
        }
    }
}
