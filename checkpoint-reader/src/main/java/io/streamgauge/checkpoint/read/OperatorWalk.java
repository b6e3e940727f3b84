package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.draft.Declared;
import io.streamgauge.checkpoint.draft.OperatorDraft;
import io.streamgauge.checkpoint.draft.StateDraft;
import io.streamgauge.checkpoint.keyed.BackendDeclarations;
import io.streamgauge.checkpoint.keyed.DeclarationParser;
import io.streamgauge.checkpoint.keyed.StateDeclaration;
import io.streamgauge.checkpoint.metadata.ChannelStateHandle;
import io.streamgauge.checkpoint.metadata.OperatorMetadata;
import io.streamgauge.checkpoint.metadata.OperatorStateHandle;
import io.streamgauge.checkpoint.metadata.OperatorStateHandle.Mode;
import io.streamgauge.checkpoint.metadata.OperatorStateHandle.NamedState;
import io.streamgauge.checkpoint.metadata.SubtaskMetadata;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Goes through all handles of one operator. Keyed state is left to {@link KeyedWalk}. One thread. */
final class OperatorWalk {
    private final CheckpointFiles files;
    private final OperatorDraft draft;
    private final KeyedWalk keyed;
    private @Nullable Map<String, StateDeclaration> operatorDeclarations;

    private OperatorWalk(CheckpointFiles files, OperatorDraft draft, KeyedDeclarations declarations) {
        this.files = files;
        this.draft = draft;
        this.keyed = new KeyedWalk(files, draft, declarations);
    }

    static OperatorDraft walk(CheckpointFiles files, OperatorMetadata metadata, KeyedDeclarations declarations)
            throws IOException {
        OperatorDraft draft = new OperatorDraft(metadata);
        OperatorWalk walk = new OperatorWalk(files, draft, declarations);
        for (SubtaskMetadata subtask : metadata.subtasks()) {
            walk.add(subtask);
        }
        return draft;
    }

    private void add(SubtaskMetadata subtask) throws IOException {
        if (subtask.managedOperator() != null) {
            addOperatorState(subtask.index(), subtask.managedOperator());
        }
        if (subtask.managedKeyed() != null) {
            keyed.add(subtask.index(), subtask.managedKeyed());
        }
        if (subtask.rawOperator() != null) {
            draft.addOther(subtask.rawOperator().sizeBytes());
            noteRaw("raw operator state");
        }
        if (subtask.rawKeyed() != null) {
            draft.addOther(subtask.rawKeyed().sizeBytes());
            noteRaw("raw keyed state");
        }
        for (ChannelStateHandle channel : subtask.channels()) {
            draft.addInFlight(channel.sizeBytes());
        }
    }

    private void noteRaw(String what) {
        draft.notes()
                .add(
                        what,
                        "only the operator knows what it wrote; timers are in it where RocksDB is used with timers on"
                                + " the heap");
    }

    private void addOperatorState(int subtask, OperatorStateHandle handle) throws IOException {
        if (operatorDeclarations == null && !handle.states().isEmpty()) {
            operatorDeclarations = declarations(handle);
        }
        Map<String, StateDeclaration> declared = operatorDeclarations == null ? Map.of() : operatorDeclarations;
        OperatorStateExtents extents = OperatorStateExtents.of(handle);
        long rest = handle.sizeBytes();
        for (int i = 0; i < handle.states().size(); i++) {
            NamedState state = handle.states().get(i);
            StateDraft of =
                    draft.state(state.name(), Declared.operator(kind(state.mode()), declared.get(state.name())));
            if (extents == null) {
                of.inStream();
                of.notes().add("bytes", "the offsets of its elements lie outside of the file");
                continue;
            }
            // Of a broadcast state the handle tells where its entries begin, not how many there are.
            OptionalLong elements = state.mode() == Mode.BROADCAST
                    ? OptionalLong.empty()
                    : OptionalLong.of(state.offsets().count());
            of.elements(subtask, extents.bytes(i), elements);
            rest -= extents.bytes(i);
        }
        draft.addOther(rest);
    }

    private static StateKind kind(Mode mode) {
        return switch (mode) {
            case SPLIT_DISTRIBUTE -> StateKind.OPERATOR_LIST;
            case UNION -> StateKind.OPERATOR_UNION;
            case BROADCAST -> StateKind.BROADCAST;
        };
    }

    private Map<String, StateDeclaration> declarations(OperatorStateHandle handle) throws IOException {
        Map<String, StateDeclaration> found = new HashMap<>();
        try (ByteSource source = files.open(handle.stream())) {
            long end = source.size();
            for (NamedState state : handle.states()) {
                for (int i = 0; i < state.offsets().count(); i++) {
                    end = Math.min(end, state.offsets().get(i));
                }
            }
            BackendDeclarations read = DeclarationParser.operator(
                    source, end, handle.states().stream().map(NamedState::name).collect(Collectors.toSet()));
            read.states().forEach(state -> found.put(state.name(), state));
            String problem = read.problem();
            if (problem != null) {
                draft.notes().add("declarations of operator state", problem);
            }
        } catch (IOException e) {
            draft.notes().add("declarations of operator state", files.why(e));
        }
        return found;
    }
}
