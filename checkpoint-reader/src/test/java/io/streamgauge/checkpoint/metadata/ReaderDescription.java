package io.streamgauge.checkpoint.metadata;

import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.SourceStretch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;

/** Metadata as the reader has it, put into the lines of {@link FlinkDescription}. */
final class ReaderDescription {
    private final List<String> lines = new ArrayList<>();
    private final ByteSource source;

    private ReaderDescription(ByteSource source) {
        this.source = source;
    }

    static List<String> of(CheckpointMetadata metadata, ByteSource source) {
        ReaderDescription description = new ReaderDescription(source);
        description.lines.add("checkpoint " + metadata.checkpointId());
        metadata.masterStates()
                .forEach(state -> description.lines.add(
                        "master " + state.name() + " " + state.version() + " " + state.sizeBytes()));
        metadata.operators().forEach(description::add);
        return description.lines;
    }

    private void add(OperatorMetadata operator) {
        lines.add("operator " + operator.id() + " " + operator.name() + " " + operator.uid() + " "
                + operator.parallelism() + "/" + operator.maxParallelism() + " finished " + operator.fullyFinished()
                + " bytes " + operator.sizeBytes());
        if (operator.coordinator() != null) {
            lines.add("coordinator " + stream(operator.coordinator()));
        }
        operator.subtasks().stream()
                .sorted(Comparator.comparingInt(SubtaskMetadata::index))
                .forEach(this::add);
    }

    private void add(SubtaskMetadata state) {
        lines.add("subtask " + state.index() + " finished " + state.finished() + " bytes " + state.sizeBytes());
        if (state.managedOperator() != null) {
            operatorState("managed", state.managedOperator());
        }
        if (state.rawOperator() != null) {
            operatorState("raw", state.rawOperator());
        }
        if (state.managedKeyed() != null) {
            keyed("managed", state.managedKeyed());
        }
        if (state.rawKeyed() != null) {
            keyed("raw", state.rawKeyed());
        }
        state.channels()
                .forEach(channel -> lines.add("channel " + channel.direction() + " " + channel.merged() + " "
                        + channel.subtask() + " " + channel.sizeBytes() + " " + stream(channel.stream())));
    }

    private void operatorState(String what, OperatorStateHandle handle) {
        String merged = handle.merged() == null
                ? "null"
                : handle.merged().taskOwned() + " " + handle.merged().shared() + " "
                        + handle.merged().empty();
        lines.add(what + " operator state " + stream(handle.stream()) + " " + merged);
        handle.states().stream()
                .sorted(Comparator.comparing(OperatorStateHandle.NamedState::name))
                .forEach(state -> lines.add("  " + state.name() + " " + state.mode() + " " + offsets(state.offsets())));
    }

    private void keyed(String what, KeyedHandle handle) {
        String prefix = what + " " + range(handle.keyGroups()) + " bytes " + handle.sizeBytes() + " new "
                + handle.checkpointedBytes().orElse(handle.sizeBytes()) + " ";
        if (handle instanceof KeyedHandle.KeyGroups full) {
            lines.add(prefix + "full canonical " + full.canonical() + " " + offsets(full.offsets()) + " "
                    + stream(full.stream()));
        } else if (handle instanceof KeyedHandle.Incremental incremental) {
            lines.add(prefix + "incremental " + incremental.checkpointId() + " " + incremental.backendId() + " "
                    + stream(incremental.meta()));
            incremental.shared().forEach(file -> lines.add("  shared " + file.name() + " " + stream(file.stream())));
            incremental
                    .exclusive()
                    .forEach(file -> lines.add("  private " + file.name() + " " + stream(file.stream())));
        } else if (handle instanceof KeyedHandle.Changelog changelog) {
            lines.add(prefix + "changelog " + changelog.materializationId() + " " + changelog.checkpointId());
            changelog.materialized().forEach(base -> keyed("  base", base));
            changelog.delta().forEach(delta -> keyed("  delta", delta));
        } else if (handle instanceof KeyedHandle.InlineChanges changes) {
            lines.add(prefix + "inline changes " + changes.from() + " " + changes.to() + " " + changes.changes());
        } else if (handle instanceof KeyedHandle.ChangesInFiles changes) {
            lines.add(prefix + "changes in files " + changes.storageId());
            changes.files().forEach(file -> lines.add("  at " + file.offset() + " " + stream(file.stream())));
        }
    }

    private String stream(StreamHandle handle) {
        if (handle instanceof StreamHandle.Inline inline) {
            return "inline " + inline.name() + " " + HexFormat.of().formatHex(bytes(inline));
        }
        if (handle instanceof StreamHandle.RelativeFile file) {
            return "relative " + file.path() + " " + file.sizeBytes();
        }
        if (handle instanceof StreamHandle.Segment segment) {
            return "segment " + segment.path() + " " + segment.offset() + "+" + segment.sizeBytes() + " "
                    + segment.scope() + " " + segment.logicalFileId();
        }
        if (handle instanceof StreamHandle.KeyGroupStream keyGroups) {
            return "key groups " + range(keyGroups.keyGroups()) + " " + offsets(keyGroups.offsets()) + " "
                    + stream(keyGroups.stream());
        }
        if (handle instanceof StreamHandle.AbsoluteFile file) {
            return "file " + file.path() + " " + file.sizeBytes();
        }
        return "empty segment";
    }

    private byte[] bytes(StreamHandle.Inline inline) {
        byte[] bytes = new byte[(int) inline.sizeBytes()];
        try (ByteSource stretch = new SourceStretch(source, inline.offset(), inline.sizeBytes())) {
            stretch.read(0, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    private static String range(KeyGroupRange range) {
        return range.count() == 0 ? "none" : range.start() + "+" + range.count();
    }

    private static List<Long> offsets(Offsets offsets) {
        return LongStream.range(0, offsets.count())
                .map(i -> offsets.get((int) i))
                .boxed()
                .toList();
    }
}
