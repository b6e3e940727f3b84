package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.keyed.FlinkDeclarations;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.CheckpointRetentionPolicy;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.filesystem.RelativeFileStateHandle;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * A large checkpoint as a job makes one, in a second instead of minutes: files by RocksDB, entries laid out as Flink's backend does,
 * {@code _metadata} by Flink's classes. One subtask, 128 key groups.
 */
final class SyntheticCheckpoint implements AutoCloseable {
    static final String VALUES = "visits";
    static final String TIMERS = "_timer_state/event_user-timers";
    static final long START_MILLIS = 1_700_000_000_000L;
    private static final int GROUPS = 128;
    private static final UUID BACKEND = new UUID(7, 7);

    private final Path job;
    private final Path database;
    private final RocksDB db;
    private final List<ColumnFamilyHandle> families = new ArrayList<>();
    private final ColumnFamilyOptions options;
    private final Random random = new Random(42);
    private final Map<String, Path> uploaded = new TreeMap<>();
    private int checkpoints;

    /** @param fileBytes about how large table files become */
    SyntheticCheckpoint(Path directory, long fileBytes) throws IOException, RocksDBException {
        RocksDB.loadLibrary();
        job = Files.createDirectories(directory.resolve("0123456789abcdef0123456789abcdef"));
        Files.createDirectories(job.resolve("shared"));
        database = directory.resolve("db");
        options = new ColumnFamilyOptions()
                .setTargetFileSizeBase(fileBytes)
                .setWriteBufferSize(4 * fileBytes)
                .setDisableAutoCompactions(true)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig().setBlockSize(4096));
        try (DBOptions dbOptions = new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true)) {
            db = RocksDB.open(
                    dbOptions,
                    database.toString(),
                    List.of(family("default"), family(VALUES), family(TIMERS)),
                    families);
        }
    }

    private ColumnFamilyDescriptor family(String name) {
        return new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), options);
    }

    private static int group(long key) {
        return KeyGroupRangeAssignment.assignToKeyGroup(key, GROUPS);
    }

    /** Values of keys from one to before another. */
    void putValues(long from, long to, int bytes) throws RocksDBException {
        byte[] value = new byte[bytes];
        for (long key = from; key < to; key++) {
            random.nextBytes(value);
            byte[] bytesOfKey = ByteBuffer.allocate(10)
                    .put((byte) group(key))
                    .putLong(key)
                    .put((byte) 0)
                    .array();
            db.put(families.get(1), bytesOfKey, value);
        }
        flush();
    }

    /** One timer for each key, one after the other every so many milliseconds. */
    void putTimers(long keys, long everyMillis) throws RocksDBException {
        for (long key = 0; key < keys; key++) {
            byte[] bytes = ByteBuffer.allocate(18)
                    .put((byte) group(key))
                    .putLong((START_MILLIS + key * everyMillis) ^ Long.MIN_VALUE)
                    .putLong(key)
                    .put((byte) 0)
                    .array();
            db.put(families.get(2), bytes, new byte[0]);
        }
        flush();
    }

    private void flush() throws RocksDBException {
        try (FlushOptions flush = new FlushOptions()) {
            db.flush(flush, families);
        }
    }

    void compact() throws RocksDBException {
        for (ColumnFamilyHandle family : families) {
            db.compactRange(family);
        }
    }

    String directory() {
        return job.resolve("chk-" + checkpoints).toString();
    }

    Path root() {
        return job;
    }

    /** Gives the directory of the next checkpoint; files that earlier ones have are taken from there. */
    String checkpoint() throws IOException {
        checkpoints++;
        Path directory = Files.createDirectories(job.resolve("chk-" + checkpoints));
        List<HandleAndLocalPath> shared = new ArrayList<>();
        List<HandleAndLocalPath> exclusive = new ArrayList<>();
        List<String> live = new ArrayList<>();
        db.getLiveFilesMetaData().forEach(file -> live.add(file.fileName().replace("/", "")));
        for (String name : live) {
            Path target = uploaded.get(name);
            if (target == null) {
                target = job.resolve("shared").resolve(UUID.randomUUID().toString());
                Files.copy(database.resolve(name), target);
                uploaded.put(name, target);
            }
            shared.add(HandleAndLocalPath.of(
                    new FileStateHandle(new org.apache.flink.core.fs.Path(target.toUri()), Files.size(target)), name));
        }
        try (Stream<Path> files = Files.list(database)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("MANIFEST-") || name.equals("CURRENT")) {
                    exclusive.add(HandleAndLocalPath.of(copy(file, directory, name), name));
                }
            }
        }
        Path meta = directory.resolve("meta");
        Files.write(
                meta,
                new FlinkDeclarations(LongSerializer.INSTANCE, false)
                        .keyed(
                                VALUES,
                                StateDescriptor.Type.VALUE,
                                VoidNamespaceSerializer.INSTANCE,
                                BytePrimitiveArraySerializer.INSTANCE)
                        .timers(TIMERS, LongSerializer.INSTANCE)
                        .keyedBytes());
        writeMetadata(directory, shared, exclusive, relative(meta, directory));
        return directory.toString();
    }

    private static RelativeFileStateHandle copy(Path file, Path directory, String name) throws IOException {
        return relative(Files.copy(file, directory.resolve(name)), directory);
    }

    private static RelativeFileStateHandle relative(Path file, Path directory) throws IOException {
        return new RelativeFileStateHandle(
                new org.apache.flink.core.fs.Path(file.toUri()),
                directory.relativize(file).toString(),
                Files.size(file));
    }

    private void writeMetadata(
            Path directory,
            List<HandleAndLocalPath> shared,
            List<HandleAndLocalPath> exclusive,
            RelativeFileStateHandle meta)
            throws IOException {
        OperatorState operator = new OperatorState("visits", "visits", new OperatorID(1, 2), 1, GROUPS);
        operator.putState(
                0,
                OperatorSubtaskState.builder()
                        .setManagedKeyedState(new IncrementalRemoteKeyedStateHandle(
                                BACKEND, KeyGroupRange.of(0, GROUPS - 1), checkpoints, shared, exclusive, meta))
                        .build());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Checkpoints.storeCheckpointMetadata(
                new CheckpointMetadata(
                        checkpoints,
                        List.of(operator),
                        List.of(),
                        CheckpointProperties.forCheckpoint(CheckpointRetentionPolicy.NEVER_RETAIN_AFTER_TERMINATION)),
                new DataOutputStream(bytes));
        Files.write(directory.resolve("_metadata"), bytes.toByteArray());
    }

    @Override
    public void close() {
        families.forEach(ColumnFamilyHandle::close);
        db.close();
        options.close();
    }
}
