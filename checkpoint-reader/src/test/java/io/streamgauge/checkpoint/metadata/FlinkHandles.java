package io.streamgauge.checkpoint.metadata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.checkpoint.channel.InputChannelInfo;
import org.apache.flink.runtime.checkpoint.channel.ResultSubpartitionInfo;
import org.apache.flink.runtime.checkpoint.filemerging.LogicalFile.LogicalFileId;
import org.apache.flink.runtime.state.AbstractChannelStateHandle.StateContentMetaInfo;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.InputChannelStateHandle;
import org.apache.flink.runtime.state.InputStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.MergedInputChannelStateHandle;
import org.apache.flink.runtime.state.MergedResultSubpartitionStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.OutputStateHandle;
import org.apache.flink.runtime.state.ResultSubpartitionStateHandle;
import org.apache.flink.runtime.state.StateHandleID;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.changelog.ChangelogStateBackendHandle.ChangelogStateBackendHandleImpl;
import org.apache.flink.runtime.state.changelog.ChangelogStateHandle;
import org.apache.flink.runtime.state.changelog.ChangelogStateHandleStreamImpl;
import org.apache.flink.runtime.state.changelog.SequenceNumber;
import org.apache.flink.runtime.state.changelog.StateChange;
import org.apache.flink.runtime.state.changelog.inmemory.InMemoryChangelogStateHandle;
import org.apache.flink.runtime.state.filemerging.DirectoryStreamStateHandle;
import org.apache.flink.runtime.state.filemerging.EmptyFileMergingOperatorStreamStateHandle;
import org.apache.flink.runtime.state.filemerging.FileMergingOperatorStreamStateHandle;
import org.apache.flink.runtime.state.filemerging.SegmentFileStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.filesystem.RelativeFileStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;

/** Handles of Flink's own classes, of every kind, from a seed. */
final class FlinkHandles {
    private final Random random;
    private final Path directory;
    private final int version;

    FlinkHandles(Random random, Path directory, int version) {
        this.random = random;
        this.directory = directory;
        this.version = version;
    }

    OperatorSubtaskState subtask() {
        OperatorSubtaskState.Builder state = OperatorSubtaskState.builder();
        if (random.nextBoolean()) {
            state.setManagedOperatorState(operatorState());
        }
        if (random.nextInt(4) == 0) {
            state.setRawOperatorState(operatorState());
        }
        if (random.nextInt(4) != 0) {
            state.setManagedKeyedState(keyed(0));
        }
        if (random.nextInt(4) == 0) {
            state.setRawKeyedState(new KeyGroupsStateHandle(offsets(), stream()));
        }
        if (version >= 3) {
            state.setInputChannelState(inputs());
            state.setResultSubpartitionState(outputs());
        }
        return state.build();
    }

    ByteStreamStateHandle bytes() {
        byte[] data = new byte[random.nextInt(40)];
        random.nextBytes(data);
        return new ByteStreamStateHandle(text(), data);
    }

    StreamStateHandle stream() {
        return switch (random.nextInt(4)) {
            case 0 -> bytes();
            case 1 -> new FileStateHandle(new Path(directory, text()), size());
            case 2 -> relative();
            default -> segment();
        };
    }

    /** What Flink's reader takes for a stream: a relative file is then found in the directory of the metadata. */
    private StreamStateHandle relative() {
        String name = text();
        return new RelativeFileStateHandle(new Path(directory, name), name, size());
    }

    private SegmentFileStateHandle segment() {
        return new SegmentFileStateHandle(
                new Path("file:/base/0123456789abcdef0123456789abcdef/shared/" + text()),
                random.nextInt(1 << 20),
                size(),
                random.nextBoolean() ? CheckpointedStateScope.SHARED : CheckpointedStateScope.EXCLUSIVE,
                new LogicalFileId(text()));
    }

    private KeyedStateHandle keyed(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 3)) {
            case 0 -> new KeyGroupsStateHandle(offsets(), stream());
            case 1 -> new KeyGroupsSavepointStateHandle(offsets(), stream());
            case 2 -> IncrementalRemoteKeyedStateHandle.restore(
                    new UUID(random.nextLong(), random.nextLong()),
                    range(),
                    random.nextInt(1000),
                    files(),
                    files(),
                    stream(),
                    size(),
                    new StateHandleID(text()));
            default -> ChangelogStateBackendHandleImpl.restore(
                    List.of(keyed(1), keyed(1)),
                    List.<ChangelogStateHandle>of(inlineChanges(), changesInFiles()),
                    range(),
                    random.nextInt(1000),
                    random.nextInt(1000),
                    size(),
                    new StateHandleID(text()));
        };
    }

    private InMemoryChangelogStateHandle inlineChanges() {
        byte[] change = new byte[random.nextInt(30)];
        return InMemoryChangelogStateHandle.restore(
                List.of(StateChange.ofMetadataChange(change), StateChange.ofDataChange(3, change)),
                SequenceNumber.of(random.nextInt(100)),
                SequenceNumber.of(100),
                range(),
                new StateHandleID(text()));
    }

    private ChangelogStateHandleStreamImpl changesInFiles() {
        return ChangelogStateHandleStreamImpl.restore(
                List.of(Tuple2.of(stream(), 0L), Tuple2.of(stream(), size())),
                range(),
                size(),
                size(),
                "filesystem",
                new StateHandleID(text()));
    }

    private List<HandleAndLocalPath> files() {
        List<HandleAndLocalPath> files = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            files.add(HandleAndLocalPath.of(stream(), i + ".sst"));
        }
        return files;
    }

    private OperatorStateHandle operatorState() {
        Map<String, OperatorStateHandle.StateMetaInfo> states = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            OperatorStateHandle.Mode[] modes = OperatorStateHandle.Mode.values();
            states.put(
                    text(),
                    new OperatorStateHandle.StateMetaInfo(
                            random.longs(random.nextInt(5), 0, 1000).toArray(), modes[random.nextInt(modes.length)]));
        }
        DirectoryStreamStateHandle owned = DirectoryStreamStateHandle.of(new Path("file:/base/job/taskowned/tm"));
        DirectoryStreamStateHandle shared = DirectoryStreamStateHandle.of(new Path("file:/base/job/shared/op"));
        return switch (random.nextInt(3)) {
            case 0 -> new FileMergingOperatorStreamStateHandle(owned, shared, states, segment());
            case 1 -> EmptyFileMergingOperatorStreamStateHandle.create(owned, shared);
            default -> new OperatorStreamStateHandle(states, stream());
        };
    }

    private StateObjectCollection<InputStateHandle> inputs() {
        List<InputStateHandle> handles = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            StreamStateHandle stream = stream();
            InputChannelStateHandle one = new InputChannelStateHandle(2, new InputChannelInfo(0, i), stream, content());
            InputChannelStateHandle two = new InputChannelStateHandle(2, new InputChannelInfo(1, i), stream, content());
            handles.add(
                    version >= 6 && random.nextBoolean()
                            ? MergedInputChannelStateHandle.fromChannelHandles(List.of(one, two))
                            : one);
        }
        return new StateObjectCollection<>(handles);
    }

    private StateObjectCollection<OutputStateHandle> outputs() {
        List<OutputStateHandle> handles = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            StreamStateHandle stream = stream();
            ResultSubpartitionStateHandle one =
                    new ResultSubpartitionStateHandle(1, new ResultSubpartitionInfo(0, i), stream, content());
            handles.add(
                    version >= 6 && random.nextBoolean()
                            ? MergedResultSubpartitionStateHandle.fromChannelHandles(List.of(one))
                            : one);
        }
        return new StateObjectCollection<>(handles);
    }

    private StateContentMetaInfo content() {
        return new StateContentMetaInfo(List.of(size(), size()), size());
    }

    private KeyGroupRange range() {
        int start = random.nextInt(100);
        return KeyGroupRange.of(start, start + random.nextInt(4));
    }

    private KeyGroupRangeOffsets offsets() {
        KeyGroupRange range = range();
        return new KeyGroupRangeOffsets(
                range, random.longs(range.getNumberOfKeyGroups(), 0, 1 << 20).toArray());
    }

    private long size() {
        return random.nextInt(1 << 30);
    }

    private String text() {
        return (random.nextBoolean() ? "größe-" : "名-\u0001x%20 ") + random.nextInt(1_000_000);
    }
}
