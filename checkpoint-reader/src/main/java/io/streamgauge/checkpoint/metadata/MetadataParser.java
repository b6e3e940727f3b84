package io.streamgauge.checkpoint.metadata;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.metadata.CheckpointMetadata.MasterState;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.DataCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code _metadata} files: what Checkpoints.storeCheckpointMetadata of Flink's MetadataV2Serializer to MetadataV6Serializer wrote.
 * Flink 1.20 writes format 4, 2.0 writes 5, 2.1 to 2.3 write 6.
 *
 * <p>Stricter than Flink where bytes can only be damaged: nothing may follow, sizes are not negative. Small files inside are stepped over,
 * so memory depends on the number of handles and not on them. One parser reads one file, in one thread.
 */
public final class MetadataParser {
    static final int MAGIC = 0x4960672d;
    private static final int MASTER_STATE_MAGIC = 0xc96b1696;
    /** Of a Java object stream: ObjectStreamConstants.STREAM_MAGIC and STREAM_VERSION. */
    private static final int JAVA_STREAM = 0xaced0005;

    private static final int OLDEST = 2;
    private static final int NEWEST = 6;

    private final DataCursor in;
    private final StreamHandleParser streams;

    private MetadataParser(ByteSource source) {
        this.in = new DataCursor(source);
        this.streams = new StreamHandleParser(in);
    }

    /**
     * Reads one file.
     *
     * @throws CheckpointFormatException if it is not a {@code _metadata} file of a known version, or is damaged
     */
    public static CheckpointMetadata parse(ByteSource source) throws IOException {
        return new MetadataParser(source).parse();
    }

    private CheckpointMetadata parse() throws IOException {
        int magic = in.readInt("the magic number");
        if (magic != MAGIC) {
            throw in.problem(
                    0,
                    String.format("found 0x%08x, expected 0x%08x, with which Flink's checkpoints start", magic, MAGIC));
        }
        int version = in.readInt("the version of the format");
        if (version < OLDEST || version > NEWEST) {
            throw in.problem(
                    4,
                    "found version " + version + " of the format, expected " + OLDEST + " to " + NEWEST
                            + (version > NEWEST ? ": written by a newer Flink than this reader knows" : ""));
        }
        long checkpointId = in.readSize("the id of the checkpoint");
        List<MasterState> masterStates = masterStates();
        SubtaskParser subtasks = new SubtaskParser(in, version, streams);
        int count = in.readCount("operators", version == OLDEST ? 32 : 29);
        List<OperatorMetadata> operators = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            operators.add(operator(version, subtasks));
        }
        end(version);
        CheckpointMetadata metadata = new CheckpointMetadata(version, checkpointId, masterStates, operators);
        try {
            metadata.sizeBytes();
        } catch (ArithmeticException e) {
            throw in.problem(-1, "the sizes of all state add up to more than 2^63 bytes, expected less");
        }
        return metadata;
    }

    private List<MasterState> masterStates() throws IOException {
        int count = in.readCount("states of the master", 8);
        List<MasterState> states = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long at = in.position();
            int magic = in.readInt("the magic number of a state of the master");
            if (magic != MASTER_STATE_MAGIC) {
                throw in.problem(
                        at,
                        String.format(
                                "found 0x%08x, expected 0x%08x before a state of the master",
                                magic, MASTER_STATE_MAGIC));
            }
            int length = in.readCount("bytes of a state of the master", 1);
            long end = in.position() + length;
            int version = in.readInt("the version of a state of the master");
            String name = in.readUtf("the name of a state of the master");
            int size = in.readCount("bytes of a state of the master", 1);
            in.skip(size, "a state of the master");
            if (in.position() != end) {
                throw in.problem("found the end of a state of the master, expected it at byte " + end);
            }
            states.add(new MasterState(name, version, size));
        }
        return states;
    }

    private OperatorMetadata operator(int version, SubtaskParser parser) throws IOException {
        String name = version >= 5 ? in.readOptionalUtf("the name of an operator") : null;
        String uid = version >= 5 ? in.readOptionalUtf("the uid of an operator") : null;
        String id =
                String.format("%016x%016x", in.readLong("the id of an operator"), in.readLong("the id of an operator"));
        int parallelism = in.readInt("the parallelism of an operator");
        int maxParallelism = in.readInt("the maximum parallelism of an operator");
        StreamHandle.Inline coordinator = null;
        if (version == OLDEST) {
            in.readInt("an unused field");
        } else {
            coordinator = streams.optionalInline("the state of a coordinator");
        }
        long at = in.position();
        int count = in.readInt("the number of subtasks");
        boolean fullyFinished = version > OLDEST && count < 0;
        if (fullyFinished && coordinator != null) {
            throw in.problem(at, "found a finished operator with a state of its coordinator, expected none");
        }
        if (count != -1 || !fullyFinished) {
            in.checkedCount(at, count, "subtasks", 4);
        }
        List<SubtaskMetadata> subtasks = new ArrayList<>(Math.max(0, count));
        for (int i = 0; i < count; i++) {
            int index = in.readInt("the index of a subtask");
            subtasks.add(index < 0 && version > OLDEST ? SubtaskMetadata.finished(-(index + 1)) : parser.parse(index));
        }
        return new OperatorMetadata(id, name, uid, parallelism, maxParallelism, fullyFinished, coordinator, subtasks);
    }

    /** From version 4 on Flink ends with its CheckpointProperties in Java's own serialization, which nobody should read from a file. */
    private void end(int version) throws IOException {
        if (version >= 4) {
            long at = in.position();
            int found = in.readInt("the properties of the checkpoint");
            if (found != JAVA_STREAM) {
                throw in.problem(
                        at,
                        String.format(
                                "found 0x%08x after the operators, expected 0x%08x, the properties of the checkpoint",
                                found, JAVA_STREAM));
            }
        } else if (in.remaining() > 0) {
            throw in.problem("found " + in.remaining() + " bytes after the operators, expected the end of the file");
        }
    }
}
