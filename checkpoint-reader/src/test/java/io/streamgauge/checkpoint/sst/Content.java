package io.streamgauge.checkpoint.sst;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** Entries for a table file, and what is read of one. */
final class Content {

    private Content() {}

    static NavigableMap<byte[], byte[]> sorted() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    /** Keys and values like those of Flink: a key group, a key of varying length; values that compress somewhat. */
    static NavigableMap<byte[], byte[]> random(int entries, long seed) {
        Random random = new Random(seed);
        NavigableMap<byte[], byte[]> content = sorted();
        while (content.size() < entries) {
            byte[] key = new byte[2 + random.nextInt(24)];
            random.nextBytes(key);
            key[0] = (byte) random.nextInt(4);
            byte[] value = new byte[random.nextInt(80)];
            Arrays.fill(value, (byte) random.nextInt());
            for (int i = 0; i < value.length; i += 5) {
                value[i] = (byte) random.nextInt();
            }
            content.put(key, value);
        }
        return content;
    }

    static void write(Path file, Variant variant, NavigableMap<byte[], byte[]> content) throws RocksDBException {
        try (Options options = variant.options()) {
            write(file, options, content);
        }
    }

    static void write(Path file, Options options, NavigableMap<byte[], byte[]> content) throws RocksDBException {
        try (EnvOptions env = new EnvOptions();
                SstFileWriter writer = new SstFileWriter(env, options)) {
            writer.open(file.toString());
            for (var entry : content.entrySet()) {
                writer.put(entry.getKey(), entry.getValue());
            }
            writer.finish();
        }
    }

    static NavigableMap<byte[], byte[]> read(TableFile table, KeyRange range, int readaheadBytes) throws IOException {
        NavigableMap<byte[], byte[]> content = sorted();
        table.forEach(range, readaheadBytes, (key, keyLength, value, valueStart, valueLength, sequence, type) -> {
            if (type != EntryType.VALUE) {
                throw new IllegalStateException("expected values only, found " + type);
            }
            byte[] before = content.put(
                    Arrays.copyOf(key, keyLength), Arrays.copyOfRange(value, valueStart, valueStart + valueLength));
            if (before != null) {
                throw new IllegalStateException("found a key twice");
            }
        });
        return content;
    }

    static boolean equal(NavigableMap<byte[], byte[]> a, NavigableMap<byte[], byte[]> b) {
        if (a.size() != b.size()) {
            return false;
        }
        var other = b.entrySet().iterator();
        for (var entry : a.entrySet()) {
            var against = other.next();
            if (!Arrays.equals(entry.getKey(), against.getKey())
                    || !Arrays.equals(entry.getValue(), against.getValue())) {
                return false;
            }
        }
        return true;
    }
}
