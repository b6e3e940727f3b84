package io.streamgauge.checkpoint.metadata;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.CheckpointRetentionPolicy;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.FinishedOperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.FullyFinishedOperatorState;
import org.apache.flink.runtime.checkpoint.MasterState;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.checkpoint.metadata.MetadataSerializer;
import org.apache.flink.runtime.checkpoint.metadata.MetadataSerializers;
import org.apache.flink.runtime.jobgraph.OperatorID;

/** Metadata that Flink's own classes hold, write and read. */
final class FlinkMetadata {
    static final int MAGIC = 0x4960672d;

    private FlinkMetadata() {}

    /** Of every kind of handle, from a seed. */
    static CheckpointMetadata random(long seed, int version, String directory) {
        Random random = new Random(seed);
        FlinkHandles handles = new FlinkHandles(random, new Path(directory), version);
        List<OperatorState> operators = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            operators.add(operator(random, handles, version));
        }
        List<MasterState> masters = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            masters.add(new MasterState("hook " + i, new byte[random.nextInt(20)], i));
        }
        CheckpointProperties properties =
                CheckpointProperties.forCheckpoint(CheckpointRetentionPolicy.NEVER_RETAIN_AFTER_TERMINATION);
        return new CheckpointMetadata(random.nextInt(1 << 20), operators, masters, properties);
    }

    private static OperatorState operator(Random random, FlinkHandles handles, int version) {
        OperatorID id = new OperatorID(random.nextLong(), random.nextLong());
        String name = version >= 5 && random.nextBoolean() ? "Operator with ünïcode " + random.nextInt() : null;
        String uid = version >= 5 && random.nextBoolean() ? "uid-" + random.nextInt() : null;
        int parallelism = 4;
        if (version >= 3 && random.nextInt(5) == 0) {
            return new FullyFinishedOperatorState(name, uid, id, parallelism, 128);
        }
        OperatorState operator = new OperatorState(name, uid, id, parallelism, 128);
        if (version >= 3 && random.nextBoolean()) {
            operator.setCoordinatorState(handles.bytes());
        }
        for (int i = 0; i < random.nextInt(parallelism + 1); i++) {
            boolean finished = version >= 3 && random.nextInt(4) == 0;
            operator.putState(i, finished ? FinishedOperatorSubtaskState.INSTANCE : handles.subtask());
        }
        return operator;
    }

    static byte[] write(CheckpointMetadata metadata, int version) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        MetadataSerializer serializer = MetadataSerializers.getSerializer(version);
        if (version > 2) {
            Checkpoints.storeCheckpointMetadata(metadata, out, serializer);
        } else {
            // Flink still holds the writer of format 2, and only keeps it shut.
            out.writeInt(MAGIC);
            out.writeInt(version);
            try {
                Method method = serializer
                        .getClass()
                        .getSuperclass()
                        .getDeclaredMethod("serializeMetadata", CheckpointMetadata.class, DataOutputStream.class);
                method.setAccessible(true);
                method.invoke(serializer, metadata, out);
            } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        }
        return bytes.toByteArray();
    }

    static CheckpointMetadata read(byte[] bytes, String directory) throws IOException {
        return Checkpoints.loadCheckpointMetadata(
                new DataInputStream(new ByteArrayInputStream(bytes)), FlinkMetadata.class.getClassLoader(), directory);
    }
}
