package io.streamgauge.checkpoint.metadata;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The keyed state of one subtask: Flink's KeyedStateHandle, as MetadataV2V3SerializerBase.serializeKeyedStateHandle writes it. */
public sealed interface KeyedHandle {

    KeyGroupRange keyGroups();

    /** All bytes of the state, as Flink's handle tells them (StateObject.getStateSize). */
    long sizeBytes();

    /** The bytes that this checkpoint added (StateObject.getCheckpointedSize); empty where the format does not tell. */
    OptionalLong checkpointedBytes();

    /**
     * One stream with all state, key group after key group: KeyGroupsStateHandle (types 3 and 12), KeyGroupsSavepointStateHandle (7).
     *
     * @param offsets of each key group in the stream; 0 for one that has no entries
     * @param canonical whether it is of a savepoint in canonical format, which is alike for every state backend
     * @param handleId null where the format does not tell
     */
    record KeyGroups(
            KeyGroupRange keyGroups, Offsets offsets, StreamHandle stream, boolean canonical, @Nullable String handleId)
            implements KeyedHandle {
        @Override
        public long sizeBytes() {
            return stream.sizeBytes();
        }

        @Override
        public OptionalLong checkpointedBytes() {
            return OptionalLong.of(sizeBytes());
        }
    }

    /**
     * The files of a RocksDB or ForSt instance: IncrementalRemoteKeyedStateHandle (types 5 and 11).
     *
     * @param checkpointId that this handle was made for; smaller than that of the checkpoint if it was carried over
     * @param backendId a UUID, as text
     * @param meta with the declarations of the states
     * @param shared SST files
     * @param exclusive MANIFEST, CURRENT, OPTIONS and, in native savepoints, all files; Flink calls it private state
     * @param handleId null where the format does not tell
     */
    record Incremental(
            long checkpointId,
            String backendId,
            KeyGroupRange keyGroups,
            OptionalLong checkpointedBytes,
            StreamHandle meta,
            List<LocalFile> shared,
            List<LocalFile> exclusive,
            @Nullable String handleId)
            implements KeyedHandle {
        @Override
        public long sizeBytes() {
            long sum = meta.sizeBytes();
            for (LocalFile file : shared) {
                sum = Math.addExact(sum, file.stream().sizeBytes());
            }
            for (LocalFile file : exclusive) {
                sum = Math.addExact(sum, file.stream().sizeBytes());
            }
            return sum;
        }
    }

    /**
     * State as of the last materialization, and what changed since: ChangelogStateBackendHandle (types 8 and 14).
     *
     * @param materialized what the state backend below wrote
     * @param delta the changes since
     * @param checkpointId the one that it was made for; in type 8 the id of the materialization
     */
    record Changelog(
            KeyGroupRange keyGroups,
            OptionalLong checkpointedBytes,
            List<KeyedHandle> materialized,
            List<ChangelogDelta> delta,
            long materializationId,
            long checkpointId,
            String handleId)
            implements KeyedHandle {
        @Override
        public long sizeBytes() {
            long sum = 0;
            for (KeyedHandle handle : materialized) {
                sum = Math.addExact(sum, handle.sizeBytes());
            }
            for (ChangelogDelta handle : delta) {
                sum = Math.addExact(sum, handle.sizeBytes());
            }
            return sum;
        }
    }

    /** Changes of keyed state. */
    sealed interface ChangelogDelta extends KeyedHandle {}

    /**
     * Changes inside {@code _metadata} itself: InMemoryChangelogStateHandle (type 9).
     *
     * @param from number of the first change
     * @param to number of the one after the last
     * @param changes how many batches
     */
    record InlineChanges(KeyGroupRange keyGroups, long from, long to, int changes, long sizeBytes, String handleId)
            implements ChangelogDelta {
        @Override
        public OptionalLong checkpointedBytes() {
            return OptionalLong.of(sizeBytes);
        }
    }

    /**
     * Changes in files, which those of other checkpoints may share: ChangelogStateHandleStreamImpl (types 10 and 13).
     *
     * @param sizeBytes of the changes, not of the files
     * @param storageId of the changelog storage; "filesystem" in type 10
     */
    record ChangesInFiles(
            KeyGroupRange keyGroups,
            List<ChangesInFile> files,
            long sizeBytes,
            OptionalLong checkpointedBytes,
            String handleId,
            String storageId)
            implements ChangelogDelta {}

    /**
     * Changes in one file.
     *
     * @param offset where the changes start in the stream
     */
    record ChangesInFile(long offset, StreamHandle stream) {}

    /**
     * A file of a RocksDB instance.
     *
     * @param name in its directory, such as 000126.sst or CURRENT
     */
    record LocalFile(String name, StreamHandle stream) {}
}
