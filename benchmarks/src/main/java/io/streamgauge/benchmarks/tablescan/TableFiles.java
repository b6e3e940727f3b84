package io.streamgauge.benchmarks.tablescan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionType;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Table files as Flink's RocksDB writes them of a map state: format version 5, blocks of 4 KiB, keys of 25 bytes (two of key group, a
 * string of eleven with its length, namespace, ten of map key), values of 21 to 73 bytes: a time, an amount, words.
 *
 * @param entries in all files
 * @param bytes of all files
 */
record TableFiles(List<Path> files, long entries, long bytes) {

    private static final int KEY_BYTES = 25;
    private static final int WORDS = 500;

    /** In milliseconds of the epoch. */
    private static final long FIRST_STAMP = 1_760_000_000_000L;

    /** Written by RocksDB itself. */
    static TableFiles write(
            Path directory, CompressionType compression, ChecksumType checksum, int files, int megabytes)
            throws RocksDBException, IOException {
        List<Path> written = new ArrayList<>();
        long entries = 0;
        long bytes = 0;
        for (int i = 0; i < files; i++) {
            Path file = directory.resolve(compression + "-" + i + ".sst");
            entries += write(file, compression, checksum, megabytes * 1_000_000L, i);
            bytes += Files.size(file);
            written.add(file);
        }
        return new TableFiles(written, entries, bytes);
    }

    private static long write(Path file, CompressionType compression, ChecksumType checksum, long bytes, int seed)
            throws RocksDBException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] words = vocabulary(random);
        ByteBuffer key = ByteBuffer.allocate(KEY_BYTES);
        long entries = 0;
        try (Options options = new Options()
                        .setCompressionType(compression)
                        .setTableFormatConfig(
                                new BlockBasedTableConfig().setFormatVersion(5).setChecksumType(checksum));
                EnvOptions env = new EnvOptions();
                SstFileWriter writer = new SstFileWriter(env, options)) {
            writer.open(file.toString());
            while (entries % 1000 != 0 || writer.fileSize() < bytes) {
                fill(key, entries);
                writer.put(key.array(), value(random, words));
                entries++;
            }
            writer.finish();
        }
        return entries;
    }

    /** Ascending: eight map keys of a key, a thousand keys of a group. */
    private static void fill(ByteBuffer key, long entry) {
        key.clear();
        key.putShort((short) (entry / 8000)).put((byte) 11);
        digits(key, entry / 8, 11);
        key.put((byte) 0);
        digits(key, entry, 10);
    }

    private static void digits(ByteBuffer key, long number, int count) {
        long rest = number;
        for (int i = key.position() + count - 1; i >= key.position(); i--) {
            key.put(i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        key.position(key.position() + count);
    }

    /** As of a record with TTL: the time of its access, an amount, then words of a small vocabulary. */
    private static byte[] value(SplittableRandom random, byte[][] words) {
        ByteBuffer value = ByteBuffer.allocate(21 + random.nextInt(53));
        value.putLong(FIRST_STAMP + random.nextInt(86_400_000)).putInt(random.nextInt(1_000_000));
        while (value.hasRemaining()) {
            byte[] word = words[random.nextInt(words.length)];
            value.put(word, 0, Math.min(word.length, value.remaining()));
        }
        return value.array();
    }

    private static byte[][] vocabulary(SplittableRandom random) {
        byte[][] words = new byte[WORDS][];
        for (int i = 0; i < WORDS; i++) {
            words[i] = new byte[4 + random.nextInt(7)];
            for (int at = 0; at < words[i].length - 1; at++) {
                words[i][at] = (byte) ('a' + random.nextInt(26));
            }
            words[i][words[i].length - 1] = ' ';
        }
        return words;
    }
}
