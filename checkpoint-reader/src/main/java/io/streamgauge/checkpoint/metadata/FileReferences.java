package io.streamgauge.checkpoint.metadata;

import io.streamgauge.checkpoint.metadata.FileReference.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects every file that a checkpoint names. */
public final class FileReferences {
    private final List<FileReference> found = new ArrayList<>();
    private final Set<String> directories = new TreeSet<>();

    private FileReferences() {}

    /** All files, once for each handle that names them. */
    public static List<FileReference> of(CheckpointMetadata metadata) {
        return collect(metadata).found;
    }

    /** Directories that handles of merged operator state keep alive, files in them or not. */
    public static Set<String> mergedDirectoriesOf(CheckpointMetadata metadata) {
        return collect(metadata).directories;
    }

    private static FileReferences collect(CheckpointMetadata metadata) {
        FileReferences references = new FileReferences();
        for (OperatorMetadata operator : metadata.operators()) {
            operator.subtasks().forEach(subtask -> references.new Owner(operator.id(), subtask.index()).add(subtask));
        }
        return references;
    }

    private final class Owner {
        private final String operatorId;
        private final int subtask;

        Owner(String operatorId, int subtask) {
            this.operatorId = operatorId;
            this.subtask = subtask;
        }

        void add(SubtaskMetadata state) {
            if (state.managedOperator() != null) {
                add(state.managedOperator(), Role.OPERATOR_STATE);
            }
            if (state.rawOperator() != null) {
                add(state.rawOperator(), Role.OPERATOR_RAW);
            }
            if (state.managedKeyed() != null) {
                add(state.managedKeyed(), Role.KEYED_FULL);
            }
            if (state.rawKeyed() != null) {
                add(state.rawKeyed(), Role.KEYED_RAW);
            }
            state.channels().forEach(channel -> add(channel.stream(), Role.CHANNEL_STATE));
        }

        private void add(OperatorStateHandle handle, Role role) {
            if (handle.merged() != null) {
                directories.add(handle.merged().taskOwned());
                directories.add(handle.merged().shared());
            }
            add(handle.stream(), role);
        }

        private void add(KeyedHandle handle, Role role) {
            if (handle instanceof KeyedHandle.KeyGroups full) {
                add(full.stream(), role);
            } else if (handle instanceof KeyedHandle.Incremental incremental) {
                add(incremental.meta(), Role.KEYED_META);
                incremental.shared().forEach(file -> add(file.stream(), Role.KEYED_SHARED));
                incremental.exclusive().forEach(file -> add(file.stream(), Role.KEYED_PRIVATE));
            } else if (handle instanceof KeyedHandle.Changelog changelog) {
                changelog.materialized().forEach(base -> add(base, role));
                changelog.delta().forEach(delta -> add(delta, role));
            } else if (handle instanceof KeyedHandle.ChangesInFiles changes) {
                changes.files().forEach(file -> add(file.stream(), Role.CHANGELOG));
            }
        }

        private void add(StreamHandle stream, Role role) {
            if (stream instanceof StreamHandle.AbsoluteFile file) {
                found.add(whole(file.path(), false, file.sizeBytes(), role));
            } else if (stream instanceof StreamHandle.RelativeFile file) {
                found.add(whole(file.path(), true, file.sizeBytes(), role));
            } else if (stream instanceof StreamHandle.Segment segment) {
                found.add(new FileReference(
                        segment.path(),
                        false,
                        segment.offset(),
                        segment.sizeBytes(),
                        false,
                        operatorId,
                        subtask,
                        role,
                        segment.scope()));
            } else if (stream instanceof StreamHandle.KeyGroupStream keyGroups) {
                add(keyGroups.stream(), role);
            }
        }

        private FileReference whole(String path, boolean relative, long sizeBytes, Role role) {
            return new FileReference(path, relative, 0, sizeBytes, true, operatorId, subtask, role, null);
        }
    }
}
