package io.streamgauge.benchmarks.tablescan;

import io.streamgauge.benchmarks.Cost;
import io.streamgauge.checkpoint.sst.KeyRange;
import io.streamgauge.checkpoint.sst.TableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/** One way to read all entries of files in this JVM; each touches the length of every key and value. Not thread-safe. */
final class ScanLane {

    private static final int READAHEAD_BYTES = 256 << 10;
    private static final int BUFFER_BYTES = 64 << 10;

    /** Reads one file. */
    private interface Reading {
        void read(Path file) throws IOException, RocksDBException;
    }

    private final String name;
    private final Reading reading;
    private final boolean verify;
    private final ByteBuffer key = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer value = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long entries;
    private long bytes;

    private ScanLane(String name, boolean verify, boolean ours) {
        this.name = name + (verify ? ", checksums" : "");
        this.verify = verify;
        this.reading = ours ? this::plainJava : this::rocksDb;
    }

    static ScanLane rocksDb(boolean verify) {
        return new ScanLane("rocksdbjni, direct buffers", verify, false);
    }

    static ScanLane streamgauge(boolean verify) {
        return new ScanLane("Streamgauge checkpoint reader", verify, true);
    }

    String name() {
        return name;
    }

    /** Reads all files, and checks that it found all entries. */
    Cost run(TableFiles files) throws Exception {
        entries = 0;
        bytes = 0;
        Cost cost = Cost.ofThisThread(() -> {
            for (Path file : files.files()) {
                reading.read(file);
            }
        });
        if (entries != files.entries()) {
            throw new IllegalStateException(name + ": expected " + files.entries() + " entries, found " + entries);
        }
        return cost;
    }

    /** Of all keys and values read last. */
    long bytes() {
        return bytes;
    }

    private void plainJava(Path file) throws IOException {
        try (FileSource source = FileSource.open(file)) {
            TableFile table = TableFile.open(source);
            table.cursor(table.index(), KeyRange.all(), READAHEAD_BYTES, verify)
                    .forEach((k, keyLength, v, valueStart, valueLength, sequence, type) -> {
                        entries++;
                        bytes += keyLength + valueLength;
                    });
        }
    }

    private void rocksDb(Path file) throws RocksDBException {
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options);
                ReadOptions read = new ReadOptions()
                        .setVerifyChecksums(verify)
                        .setFillCache(false)
                        .setReadaheadSize(READAHEAD_BYTES)) {
            reader.open(file.toString());
            try (SstFileReaderIterator iterator = reader.newIterator(read)) {
                for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                    key.clear();
                    value.clear();
                    entries++;
                    bytes += iterator.key(key) + iterator.value(value);
                }
                iterator.status();
            }
        }
    }
}
