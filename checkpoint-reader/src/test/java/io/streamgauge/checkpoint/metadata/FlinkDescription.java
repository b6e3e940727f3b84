package io.streamgauge.checkpoint.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.AbstractChannelStateHandle;
import org.apache.flink.runtime.state.AbstractMergedChannelStateHandle;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.changelog.ChangelogStateBackendHandle;
import org.apache.flink.runtime.state.changelog.ChangelogStateHandleStreamImpl;
import org.apache.flink.runtime.state.changelog.inmemory.InMemoryChangelogStateHandle;
import org.apache.flink.runtime.state.filemerging.EmptyFileMergingOperatorStreamStateHandle;
import org.apache.flink.runtime.state.filemerging.EmptySegmentFileStateHandle;
import org.apache.flink.runtime.state.filemerging.FileMergingOperatorStreamStateHandle;
import org.apache.flink.runtime.state.filemerging.SegmentFileStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.filesystem.RelativeFileStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;

/** Metadata in Flink's classes, put into lines that {@link ReaderDescription} puts alike. */
final class FlinkDescription {
    private final List<String> lines = new ArrayList<>();

    static List<String> of(CheckpointMetadata metadata) {
        FlinkDescription description = new FlinkDescription();
        description.lines.add("checkpoint " + metadata.getCheckpointId());
        metadata.getMasterStates()
                .forEach(state -> description.lines.add(
                        "master " + state.name() + " " + state.version() + " " + state.bytes().length));
        metadata.getOperatorStates().forEach(description::add);
        return description.lines;
    }

    private void add(OperatorState operator) {
        lines.add("operator " + operator.getOperatorID().toHexString() + " "
                + operator.getOperatorName().orElse(null) + " "
                + operator.getOperatorUid().orElse(null) + " " + operator.getParallelism() + "/"
                + operator.getMaxParallelism() + " finished " + operator.isFullyFinished() + " bytes "
                + operator.getStateSize());
        if (operator.getCoordinatorState() != null) {
            lines.add("coordinator " + stream(operator.getCoordinatorState()));
        }
        new TreeMap<>(operator.getSubtaskStates()).forEach(this::add);
    }

    private void add(int index, OperatorSubtaskState state) {
        lines.add("subtask " + index + " finished " + state.isFinished() + " bytes " + state.getStateSize());
        state.getManagedOperatorState().forEach(handle -> operatorState("managed", handle));
        state.getRawOperatorState().forEach(handle -> operatorState("raw", handle));
        state.getManagedKeyedState().forEach(handle -> keyed("managed", handle));
        state.getRawKeyedState().forEach(handle -> keyed("raw", handle));
        state.getInputChannelState().forEach(handle -> channel("INPUT", handle));
        state.getResultSubpartitionState().forEach(handle -> channel("OUTPUT", handle));
    }

    private void operatorState(String what, OperatorStateHandle handle) {
        String merged = "null";
        if (handle instanceof FileMergingOperatorStreamStateHandle directories) {
            merged = directories.getTaskOwnedDirHandle().getDirectory() + " "
                    + directories.getSharedDirHandle().getDirectory() + " "
                    + (handle instanceof EmptyFileMergingOperatorStreamStateHandle);
        }
        lines.add(what + " operator state " + stream(handle.getDelegateStateHandle()) + " " + merged);
        new TreeMap<>(handle.getStateNameToPartitionOffsets())
                .forEach((name, state) ->
                        lines.add("  " + name + " " + state.getDistributionMode() + " " + longs(state.getOffsets())));
    }

    private void keyed(String what, KeyedStateHandle handle) {
        String prefix = what + " " + range(handle.getKeyGroupRange()) + " bytes " + handle.getStateSize() + " new "
                + handle.getCheckpointedSize() + " ";
        if (handle instanceof KeyGroupsStateHandle full) {
            lines.add(prefix + "full canonical " + (full instanceof KeyGroupsSavepointStateHandle) + " "
                    + offsets(full.getGroupRangeOffsets()) + " " + stream(full.getDelegateStateHandle()));
        } else if (handle instanceof IncrementalRemoteKeyedStateHandle incremental) {
            lines.add(prefix + "incremental " + incremental.getCheckpointId() + " " + incremental.getBackendIdentifier()
                    + " " + stream(incremental.getMetaDataStateHandle()));
            incremental.getSharedState().forEach(file -> file("  shared ", file));
            incremental.getPrivateState().forEach(file -> file("  private ", file));
        } else if (handle instanceof ChangelogStateBackendHandle changelog) {
            lines.add(prefix + "changelog " + changelog.getMaterializationID() + " " + changelog.getCheckpointId());
            changelog.getMaterializedStateHandles().forEach(base -> keyed("  base", base));
            changelog.getNonMaterializedStateHandles().forEach(delta -> keyed("  delta", delta));
        } else if (handle instanceof InMemoryChangelogStateHandle changes) {
            lines.add(prefix + "inline changes " + changes.getFrom() + " " + changes.getTo() + " "
                    + changes.getChanges().size());
        } else {
            ChangelogStateHandleStreamImpl changes = (ChangelogStateHandleStreamImpl) handle;
            lines.add(prefix + "changes in files " + changes.getStorageIdentifier());
            changes.getHandlesAndOffsets().forEach(file -> lines.add("  at " + file.f1 + " " + stream(file.f0)));
        }
    }

    private void file(String prefix, HandleAndLocalPath file) {
        lines.add(prefix + file.getLocalPath() + " " + stream(file.getHandle()));
    }

    private void channel(String direction, StateObject handle) {
        if (handle instanceof AbstractChannelStateHandle<?> channel) {
            lines.add("channel " + direction + " false " + channel.getSubtaskIndex() + " " + channel.getStateSize()
                    + " " + stream(channel.getDelegate()));
        } else {
            AbstractMergedChannelStateHandle<?, ?> merged = (AbstractMergedChannelStateHandle<?, ?>) handle;
            lines.add("channel " + direction + " true " + merged.getSubtaskIndex() + " " + merged.getStateSize() + " "
                    + stream(merged.getDelegate()));
        }
    }

    private static String stream(StreamStateHandle handle) {
        if (handle instanceof ByteStreamStateHandle bytes) {
            return "inline " + bytes.getHandleName() + " "
                    + java.util.HexFormat.of().formatHex(bytes.getData());
        }
        if (handle instanceof RelativeFileStateHandle file) {
            return "relative " + file.getRelativePath() + " " + file.getStateSize();
        }
        if (handle instanceof EmptySegmentFileStateHandle) {
            return "empty segment";
        }
        if (handle instanceof SegmentFileStateHandle segment) {
            return "segment " + segment.getFilePath() + " " + segment.getStartPos() + "+" + segment.getStateSize() + " "
                    + segment.getScope() + " " + segment.getLogicalFileId().getKeyString();
        }
        if (handle instanceof KeyGroupsStateHandle keyGroups) {
            return "key groups " + range(keyGroups.getKeyGroupRange()) + " " + offsets(keyGroups.getGroupRangeOffsets())
                    + " " + stream(keyGroups.getDelegateStateHandle());
        }
        return "file " + ((FileStateHandle) handle).getFilePath() + " " + handle.getStateSize();
    }

    private static String range(KeyGroupRange range) {
        return range.getNumberOfKeyGroups() == 0
                ? "none"
                : range.getStartKeyGroup() + "+" + range.getNumberOfKeyGroups();
    }

    private static List<Long> offsets(KeyGroupRangeOffsets offsets) {
        List<Long> list = new ArrayList<>();
        offsets.forEach(pair -> list.add(pair.f1));
        return list;
    }

    private static List<Long> longs(long[] values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }
}
