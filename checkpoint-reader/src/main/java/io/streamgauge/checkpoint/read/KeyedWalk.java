package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.draft.Declared;
import io.streamgauge.checkpoint.draft.OperatorDraft;
import io.streamgauge.checkpoint.draft.StateDraft;
import io.streamgauge.checkpoint.draft.StateTable;
import io.streamgauge.checkpoint.draft.StreamBackend;
import io.streamgauge.checkpoint.draft.TableBackend;
import io.streamgauge.checkpoint.keyed.BackendDeclarations;
import io.streamgauge.checkpoint.keyed.StateDeclaration;
import io.streamgauge.checkpoint.metadata.KeyedHandle;
import io.streamgauge.checkpoint.metadata.KeyedHandle.LocalFile;
import io.streamgauge.checkpoint.report.KeyGroupSizes;
import io.streamgauge.checkpoint.sst.manifest.Manifest;
import io.streamgauge.checkpoint.sst.manifest.ManifestFile;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.stream.FullSnapshotReader;
import io.streamgauge.checkpoint.stream.KeyGroupExtents;
import io.streamgauge.checkpoint.stream.SnapshotFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through the handles of keyed state of one operator: declarations, MANIFESTs, and which table files there are. One thread. */
final class KeyedWalk {
    private static final String TABLE_SUFFIX = ".sst";
    private static final String MANIFEST_PREFIX = "MANIFEST-";

    private final CheckpointFiles files;
    private final OperatorDraft draft;
    private final KeyedDeclarations declarations;

    KeyedWalk(CheckpointFiles files, OperatorDraft draft, KeyedDeclarations declarations) {
        this.files = files;
        this.draft = draft;
        this.declarations = declarations;
    }

    /** A MANIFEST of the instance that wrote it; those of later checkpoints have more behind. */
    private record ManifestKey(String backendId, String name) {}

    void add(int subtask, KeyedHandle handle) throws IOException {
        if (handle instanceof KeyedHandle.Incremental incremental) {
            tables(subtask, incremental);
        } else if (handle instanceof KeyedHandle.KeyGroups stream) {
            stream(subtask, stream);
        } else if (handle instanceof KeyedHandle.Changelog changelog) {
            for (KeyedHandle base : changelog.materialized()) {
                add(subtask, base);
            }
            long delta =
                    changelog.delta().stream().mapToLong(KeyedHandle::sizeBytes).sum();
            draft.addChangelog(delta);
            if (!changelog.delta().isEmpty()) {
                draft.notes()
                        .add(
                                "changelog",
                                "its changes are not told apart by state; what is told is as of the last materialization");
            }
        } else {
            draft.addChangelog(handle.sizeBytes());
        }
    }

    private void tables(int subtask, KeyedHandle.Incremental handle) throws IOException {
        draft.addOther(handle.meta().sizeBytes());
        List<LocalFile> tables = new ArrayList<>();
        List<LocalFile> manifests = new ArrayList<>();
        for (List<LocalFile> some : List.of(handle.shared(), handle.exclusive())) {
            for (LocalFile file : some) {
                if (file.name().endsWith(TABLE_SUFFIX)) {
                    tables.add(file);
                } else {
                    draft.addOther(file.stream().sizeBytes());
                }
                if (file.name().startsWith(MANIFEST_PREFIX)) {
                    manifests.add(file);
                }
            }
        }
        Manifest manifest = manifests.size() == 1 ? manifest(handle.backendId(), manifests.get(0)) : null;
        if (manifests.size() != 1) {
            draft.notes()
                    .add("MANIFEST", "found " + manifests.size() + " of them in subtask " + subtask + ", expected 1");
        }
        List<StateTable> found = new ArrayList<>();
        for (LocalFile file : tables) {
            ManifestFile known = manifest == null ? null : manifest.file(number(file.name()));
            String state = known == null || manifest == null ? null : manifest.familyName(known.columnFamily());
            found.add(new StateTable(file.name(), file.stream(), files.place(file.stream()), known, state));
        }
        draft.tables().add(new TableBackend(subtask, handle.keyGroups(), List.copyOf(found)));
        declareTables(subtask, handle);
    }

    private void declareTables(int subtask, KeyedHandle.Incremental handle) throws IOException {
        try (ByteSource meta = files.open(handle.meta())) {
            BackendDeclarations read = declarations.read(meta, meta.size(), Set.of());
            noteProblem(read);
            for (StateDeclaration state : read.states()) {
                draft.state(state.name(), Declared.keyed(read.key(), state, draft.prefix()))
                        .subtask(subtask);
            }
        } catch (IOException e) {
            draft.notes().add("declarations of keyed state", files.why(e));
        }
    }

    private @Nullable Manifest manifest(String backendId, LocalFile file) throws IOException {
        ManifestKey key = new ManifestKey(backendId, file.name());
        Manifest known = files.seen().get(key, Manifest.class);
        try (ByteSource source = files.open(file.stream())) {
            Manifest manifest = read(source, known);
            files.seen().put(key, manifest, manifest.heapBytes());
            return manifest;
        } catch (IOException e) {
            draft.notes().add("MANIFEST", files.why(e));
            return null;
        }
    }

    private static Manifest read(ByteSource source, @Nullable Manifest known) throws IOException {
        if (known != null && known.length() <= source.size()) {
            try {
                return known.readOn(source);
            } catch (CheckpointFormatException e) {
                // Not the same file after all: what the whole of it says counts.
                return Manifest.read(source);
            }
        }
        return Manifest.read(source);
    }

    private static long number(String fileName) {
        String digits = fileName.substring(0, fileName.length() - TABLE_SUFFIX.length());
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void stream(int subtask, KeyedHandle.KeyGroups handle) throws IOException {
        try (ByteSource source = files.open(handle.stream())) {
            if (source.size() != handle.sizeBytes()) {
                throw new CheckpointFormatException(
                        source.name(),
                        source.size(),
                        "found the end, expected the " + handle.sizeBytes() + " bytes that _metadata tells");
            }
            KeyGroupExtents extents = extents(source, handle);
            draft.addOther(extents.declarationsEnd());
            draft.addUndivided(subtask, source.size() - extents.declarationsEnd());
            for (int group = extents.first(); group < extents.first() + extents.count(); group++) {
                draft.undividedGroups().add(group, (double) extents.bytes(group), KeyGroupSizes.Basis.OFFSETS);
            }
            draft.streams().add(declareStream(subtask, handle, source, extents));
        } catch (IOException e) {
            draft.notes().add("keyed state of subtask " + subtask, files.why(e));
            draft.addOther(handle.sizeBytes());
        }
    }

    static KeyGroupExtents extents(ByteSource source, KeyedHandle.KeyGroups handle) throws IOException {
        return new KeyGroupExtents(
                source, handle.keyGroups().start(), handle.keyGroups().count(), handle.offsets()::get);
    }

    private StreamBackend declareStream(
            int subtask, KeyedHandle.KeyGroups handle, ByteSource source, KeyGroupExtents extents) throws IOException {
        try {
            BackendDeclarations read = declarations.read(source, extents.declarationsEnd(), Set.of());
            noteProblem(read);
            SnapshotFormat format = handle.canonical()
                    ? SnapshotFormat.FULL
                    : FullSnapshotReader.formatOf(source, extents, read.compressed(), read.declared());
            for (StateDeclaration state : read.states()) {
                StateDraft of = draft.state(state.name(), Declared.keyed(read.key(), state, draft.prefix()));
                of.inStream();
                of.notes().add("bytes", "one file has all states of the operator, and only its data tells them apart");
            }
            return new StreamBackend(subtask, handle, read, format);
        } catch (IOException e) {
            draft.notes().add("declarations of keyed state", files.why(e));
            return new StreamBackend(subtask, handle, null, null);
        }
    }

    private void noteProblem(BackendDeclarations read) {
        String problem = read.problem();
        if (problem != null) {
            draft.notes()
                    .add("declarations of " + (read.declared() - read.states().size()) + " keyed states", problem);
        }
    }
}
