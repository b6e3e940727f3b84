package io.streamgauge.checkpoint.metadata;

import io.streamgauge.checkpoint.metadata.ChannelStateHandle.Direction;
import io.streamgauge.checkpoint.metadata.OperatorStateHandle.MergedDirectories;
import io.streamgauge.checkpoint.metadata.OperatorStateHandle.Mode;
import io.streamgauge.checkpoint.metadata.OperatorStateHandle.NamedState;
import io.streamgauge.checkpoint.storage.DataCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the state of one subtask: MetadataV2V3SerializerBase.serializeSubtaskState and ChannelStateHandleSerializerV1 and V2. */
final class SubtaskParser {
    private static final int NULL = 0;
    private static final int OPERATOR_STATE = 4;
    private static final int MERGED_OPERATOR_STATE = 17;

    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int MERGED_INPUT = 3;
    private static final int MERGED_OUTPUT = 4;

    private final DataCursor in;
    private final int version;
    private final StreamHandleParser streams;
    private final KeyedHandleParser keyed;

    SubtaskParser(DataCursor in, int version, StreamHandleParser streams) {
        this.in = in;
        this.version = version;
        this.streams = streams;
        this.keyed = new KeyedHandleParser(in, streams);
    }

    SubtaskMetadata parse(int index) throws IOException {
        if (version == 2) {
            in.readLong("an unused field");
            long at = in.position();
            int legacy = in.readInt("the number of legacy states");
            if (legacy > 0) {
                throw in.problem(at, "found " + legacy + " states of Flink 1.1 or older, expected none");
            }
        }
        OperatorStateHandle managedOperator = singleOperatorState();
        OperatorStateHandle rawOperator = singleOperatorState();
        KeyedHandle managedKeyed = keyed.parse();
        KeyedHandle rawKeyed = keyed.parse();
        List<ChannelStateHandle> channels = new ArrayList<>(0);
        if (version >= 3) {
            channels(Direction.INPUT, channels);
            channels(Direction.OUTPUT, channels);
        }
        return new SubtaskMetadata(index, false, managedOperator, rawOperator, managedKeyed, rawKeyed, channels);
    }

    private @Nullable OperatorStateHandle singleOperatorState() throws IOException {
        // Flink takes any number but 0 for one; it writes no other than 1.
        long at = in.position();
        int count = in.readInt("the number of handles of operator state");
        if (count < 0 || count > 1) {
            throw in.problem(at, "found " + count + " handles of operator state, expected 0 or 1");
        }
        return count == 0 ? null : operatorState();
    }

    private @Nullable OperatorStateHandle operatorState() throws IOException {
        long at = in.position();
        int type = in.readUnsignedByte("the type of a handle of operator state");
        if (type == NULL) {
            return null;
        }
        if (type != OPERATOR_STATE && type != MERGED_OPERATOR_STATE) {
            throw in.problem(at, "found " + type + " as the type of a handle of operator state, expected 0, 4 or 17");
        }
        int count = in.readCount("operator states", 7);
        List<NamedState> states = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            states.add(namedState());
        }
        MergedDirectories merged = null;
        if (type == MERGED_OPERATOR_STATE) {
            String taskOwned = in.readUtf("the directory that the task owns");
            String shared = in.readUtf("the directory of shared files");
            merged = new MergedDirectories(taskOwned, shared, in.readBoolean("whether a handle is empty"));
        }
        return new OperatorStateHandle(states, streams.required("operator state"), merged);
    }

    private NamedState namedState() throws IOException {
        String name = in.readUtf("the name of an operator state");
        Mode mode = mode();
        int elements = in.readCount("elements of an operator state", Long.BYTES);
        Offsets offsets =
                elements == 0 ? Offsets.NONE : new Offsets(in.readLongs(elements, "the offset of an element"));
        return new NamedState(name, mode, offsets);
    }

    private Mode mode() throws IOException {
        long at = in.position();
        int mode = in.readUnsignedByte("the distribution mode of an operator state");
        return switch (mode) {
            case 0 -> Mode.SPLIT_DISTRIBUTE;
            case 1 -> Mode.UNION;
            case 2 -> Mode.BROADCAST;
            default -> throw in.problem(
                    at, "found " + mode + " as the distribution mode of an operator state, expected 0, 1 or 2");
        };
    }

    private void channels(Direction direction, List<ChannelStateHandle> found) throws IOException {
        int count = in.readCount("handles of channel state", 18);
        for (int i = 0; i < count; i++) {
            found.add(version >= 6 ? kindAndChannel(direction) : channel(direction));
        }
    }

    private ChannelStateHandle kindAndChannel(Direction direction) throws IOException {
        boolean input = direction == Direction.INPUT;
        long at = in.position();
        int kind = in.readUnsignedByte("the kind of a handle of channel state");
        if (kind == (input ? INPUT : OUTPUT)) {
            return channel(direction);
        }
        if (kind != (input ? MERGED_INPUT : MERGED_OUTPUT)) {
            throw in.problem(
                    at,
                    "found " + kind + " as the kind of a handle of channel state, expected "
                            + (input ? "1 or 3" : "2 or 4"));
        }
        int subtask = in.readInt("the index of a subtask");
        long size = in.readSize("the bytes of channel state");
        StreamHandle stream = streams.required("channel state");
        in.skip(in.readCount("bytes of channel offsets", 1), "channel offsets");
        return new ChannelStateHandle(direction, true, subtask, size, stream);
    }

    private ChannelStateHandle channel(Direction direction) throws IOException {
        int subtask = in.readInt("the index of a subtask");
        in.skip(2L * Integer.BYTES, "the indices of a channel");
        int offsets = in.readCount("offsets of channel state", Long.BYTES);
        in.skip((long) offsets * Long.BYTES, "offsets of channel state");
        long size = in.readSize("the bytes of channel state");
        return new ChannelStateHandle(direction, false, subtask, size, streams.required("channel state"));
    }
}
