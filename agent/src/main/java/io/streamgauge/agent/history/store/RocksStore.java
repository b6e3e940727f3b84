package io.streamgauge.agent.history.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.RocksObject;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

import static java.nio.charset.StandardCharsets.UTF_8;

/** RocksDB as the history uses it. One thread at a time. */
public final class RocksStore implements AutoCloseable {

    /** Column families; the names are part of the format. */
    public enum Family {
        META("default"),
        SERIES("series"),
        TICKS("ticks"),
        BLOCKS("blocks");

        private final String text;

        Family(String text) {
            this.text = text;
        }
    }

    /** Takes one entry of a scan. */
    public interface Visitor {
        void entry(byte[] key, byte[] value);
    }

    private static final long SMALLEST_BUFFER_BYTES = 64 << 10;
    private static final long LARGEST_BUFFER_BYTES = 8 << 20;

    private final Path directory;
    private final RocksDB db;
    private final Map<Family, ColumnFamilyHandle> handles;
    private final List<RocksObject> natives;
    private final WriteOptions writeOptions = new WriteOptions();

    private RocksStore(Path directory, RocksDB db, Map<Family, ColumnFamilyHandle> handles, List<RocksObject> natives) {
        this.directory = directory;
        this.db = db;
        this.handles = handles;
        this.natives = natives;
    }

    /**
     * Opens the database in this directory, or makes one.
     *
     * @param maxBytes what the directory may take in the long run: sizes the write buffers
     */
    public static RocksStore open(Path directory, long maxBytes) throws RocksDBException {
        List<RocksObject> natives = new ArrayList<>();
        long bufferBytes = Math.max(SMALLEST_BUFFER_BYTES, Math.min(LARGEST_BUFFER_BYTES, maxBytes / 64));
        Cache cache = new LRUCache(4 << 20);
        natives.add(cache);
        DBOptions options = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setMaxTotalWalSize(bufferBytes * 2)
                .setManifestPreallocationSize(64 << 10)
                .setMaxOpenFiles(128)
                .setMaxBackgroundJobs(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(256 << 10)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
        natives.add(options);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (Family family : Family.values()) {
            ColumnFamilyOptions familyOptions = familyOptions(bufferBytes, cache);
            natives.add(familyOptions);
            descriptors.add(new ColumnFamilyDescriptor(family.text.getBytes(UTF_8), familyOptions));
        }
        List<ColumnFamilyHandle> opened = new ArrayList<>();
        try {
            RocksDB db = RocksDB.open(options, directory.toString(), descriptors, opened);
            Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
            int next = 0;
            for (Family family : Family.values()) {
                handles.put(family, opened.get(next++));
            }
            return new RocksStore(directory, db, handles, natives);
        } catch (RocksDBException e) {
            closeAll(natives);
            throw e;
        }
    }

    private static ColumnFamilyOptions familyOptions(long bufferBytes, Cache cache) {
        return new ColumnFamilyOptions()
                .setWriteBufferSize(bufferBytes)
                .setTargetFileSizeBase(bufferBytes * 2)
                .setMaxBytesForLevelBase(bufferBytes * 8)
                .setCompressionType(CompressionType.ZSTD_COMPRESSION)
                .setTableFormatConfig(
                        new BlockBasedTableConfig().setBlockCache(cache).setBlockSize(64 << 10));
    }

    public void write(WriteBatch batch) throws RocksDBException {
        db.write(writeOptions, batch);
    }

    public ColumnFamilyHandle family(Family family) {
        ColumnFamilyHandle handle = handles.get(family);
        if (handle == null) {
            throw new IllegalStateException("no column family " + family);
        }
        return handle;
    }

    /** Entries with {@code from <= key < to} in order; to the end when {@code to} is null. */
    public void scan(Family family, byte[] from, byte @Nullable [] to, Visitor visitor) throws RocksDBException {
        try (ReadOptions options = new ReadOptions().setFillCache(false);
                Slice bound = to == null ? null : new Slice(to)) {
            if (bound != null) {
                options.setIterateUpperBound(bound);
            }
            try (RocksIterator iterator = db.newIterator(family(family), options)) {
                for (iterator.seek(from); iterator.isValid(); iterator.next()) {
                    visitor.entry(iterator.key(), iterator.value());
                }
                iterator.status();
            }
        }
    }

    public byte @Nullable [] get(Family family, byte[] key) throws RocksDBException {
        return db.get(family(family), key);
    }

    public byte @Nullable [] lastKey(Family family) throws RocksDBException {
        try (RocksIterator iterator = db.newIterator(family(family))) {
            iterator.seekToLast();
            iterator.status();
            return iterator.isValid() ? iterator.key() : null;
        }
    }

    /** Writes all memtables out, so that the log files can go. */
    public void flush() throws RocksDBException {
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            db.flush(options, List.copyOf(handles.values()));
        }
    }

    /** Gives the room of deleted entries back. */
    public void reclaim(Family family, byte[] from, byte[] to) throws RocksDBException {
        db.deleteFilesInRanges(family(family), List.of(from, to), false);
        compact(family, from, to);
    }

    public void compact(Family family, byte[] from, byte[] to) throws RocksDBException {
        db.compactRange(family(family), from, to);
    }

    /** All files as they are now. */
    public long directoryBytes() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(RocksStore::size).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0; // RocksDB has just removed it.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        handles.values().forEach(ColumnFamilyHandle::close);
        db.close();
        writeOptions.close();
        closeAll(natives);
    }

    private static void closeAll(List<RocksObject> natives) {
        for (int i = natives.size() - 1; i >= 0; i--) {
            natives.get(i).close();
        }
    }
}
