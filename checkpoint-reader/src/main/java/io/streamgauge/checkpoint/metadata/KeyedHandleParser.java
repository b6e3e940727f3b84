package io.streamgauge.checkpoint.metadata;

import io.streamgauge.checkpoint.metadata.KeyedHandle.ChangelogDelta;
import io.streamgauge.checkpoint.metadata.KeyedHandle.ChangesInFile;
import io.streamgauge.checkpoint.metadata.KeyedHandle.LocalFile;
import io.streamgauge.checkpoint.storage.DataCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads what MetadataV2V3SerializerBase.serializeKeyedStateHandle wrote, of all releases. */
final class KeyedHandleParser {
    private static final int NULL = 0;
    private static final int KEY_GROUPS = 3;
    private static final int INCREMENTAL = 5;
    private static final int SAVEPOINT_KEY_GROUPS = 7;
    private static final int CHANGELOG = 8;
    private static final int CHANGELOG_BYTES = 9;
    private static final int CHANGELOG_FILES = 10;
    private static final int INCREMENTAL_V2 = 11;
    private static final int KEY_GROUPS_V2 = 12;
    private static final int CHANGELOG_FILES_V2 = 13;
    private static final int CHANGELOG_V2 = 14;

    /** A changelog handle holds the handles of the backend below, which are no changelog handles; more is made up. */
    private static final int DEEPEST = 2;

    private static final int LEAST_UTF_BYTES = 2;

    private final DataCursor in;
    private final StreamHandleParser streams;

    KeyedHandleParser(DataCursor in, StreamHandleParser streams) {
        this.in = in;
        this.streams = streams;
    }

    /** Null for no state. */
    @Nullable
    KeyedHandle parse() throws IOException {
        return parse(0);
    }

    private @Nullable KeyedHandle parse(int depth) throws IOException {
        long at = in.position();
        int type = in.readUnsignedByte("the type of a handle of keyed state");
        return switch (type) {
            case NULL -> null;
            case KEY_GROUPS, KEY_GROUPS_V2, SAVEPOINT_KEY_GROUPS -> keyGroups(type);
            case INCREMENTAL, INCREMENTAL_V2 -> incremental(type == INCREMENTAL_V2);
            case CHANGELOG, CHANGELOG_V2 -> changelog(type == CHANGELOG_V2, at, depth);
            case CHANGELOG_BYTES -> inlineChanges();
            case CHANGELOG_FILES, CHANGELOG_FILES_V2 -> changesInFiles(type == CHANGELOG_FILES_V2);
            default -> throw in.problem(
                    at, "found " + type + " as the type of a handle of keyed state, expected 0, 3, 5 or 7 to 14");
        };
    }

    private KeyedHandle keyGroups(int type) throws IOException {
        KeyGroupRange range = streams.keyGroupRange();
        Offsets offsets = new Offsets(in.readLongs(range.count(), "the offset of a key group"));
        StreamHandle stream = streams.required("keyed state");
        String handleId = type == KEY_GROUPS_V2 ? handleId() : null;
        return new KeyedHandle.KeyGroups(range, offsets, stream, type == SAVEPOINT_KEY_GROUPS, handleId);
    }

    private KeyedHandle incremental(boolean v2) throws IOException {
        long checkpointId = in.readLong("the id of a checkpoint");
        String backendId = in.readUtf("the id of a state backend");
        KeyGroupRange range = streams.keyGroupRange();
        OptionalLong checkpointed =
                v2 ? OptionalLong.of(in.readSize("the bytes that a checkpoint added")) : OptionalLong.empty();
        StreamHandle meta = streams.required("the declarations of states");
        List<LocalFile> shared = localFiles("shared files");
        List<LocalFile> exclusive = localFiles("private files");
        return new KeyedHandle.Incremental(
                checkpointId, backendId, range, checkpointed, meta, shared, exclusive, v2 ? handleId() : null);
    }

    private List<LocalFile> localFiles(String what) throws IOException {
        int count = in.readCount(what, LEAST_UTF_BYTES + 1);
        List<LocalFile> files = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = in.readUtf("the name of a file");
            files.add(new LocalFile(name, streams.required("a file")));
        }
        return files;
    }

    private KeyedHandle changelog(boolean v2, long at, int depth) throws IOException {
        if (depth == DEEPEST) {
            throw in.problem(at, "found changelogs within changelogs, expected at most " + DEEPEST);
        }
        KeyGroupRange range = streams.keyGroupRange();
        long checkpointed = in.readSize("the bytes that a checkpoint added");
        int bases = in.readCount("materialized handles", 1);
        List<KeyedHandle> materialized = new ArrayList<>();
        for (int i = 0; i < bases; i++) {
            KeyedHandle handle = parse(depth + 1);
            if (handle != null) {
                materialized.add(handle);
            }
        }
        int deltas = in.readCount("handles of changes", 1);
        List<ChangelogDelta> delta = new ArrayList<>();
        for (int i = 0; i < deltas; i++) {
            delta.add(delta(depth));
        }
        long materializationId = in.readLong("the id of a materialization");
        long checkpointId = v2 ? in.readLong("the id of a checkpoint") : materializationId;
        return new KeyedHandle.Changelog(
                range, OptionalLong.of(checkpointed), materialized, delta, materializationId, checkpointId, handleId());
    }

    private ChangelogDelta delta(int depth) throws IOException {
        long at = in.position();
        if (parse(depth + 1) instanceof ChangelogDelta delta) {
            return delta;
        }
        throw in.problem(at, "found another handle or none among those of changes, expected type 9, 10 or 13");
    }

    private KeyedHandle inlineChanges() throws IOException {
        KeyGroupRange range = streams.keyGroupRange();
        long from = in.readLong("the number of the first change");
        long to = in.readLong("the number after the last change");
        int count = in.readCount("changes", 8);
        long size = 0;
        for (int i = 0; i < count; i++) {
            in.readInt("the key group of a change");
            int length = in.readCount("bytes of a change", 1);
            in.skip(length, "a change");
            size += length;
        }
        return new KeyedHandle.InlineChanges(range, from, to, count, size, handleId());
    }

    private KeyedHandle changesInFiles(boolean v2) throws IOException {
        KeyGroupRange range = streams.keyGroupRange();
        int count = in.readCount("files of changes", 9);
        List<ChangesInFile> files = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long offset = in.readSize("the offset of changes");
            files.add(new ChangesInFile(offset, streams.required("changes")));
        }
        long size = in.readSize("the bytes of changes");
        long checkpointed = in.readSize("the bytes that a checkpoint added");
        String handleId = handleId();
        String storageId = v2 ? in.readUtf("the id of a changelog storage") : "filesystem";
        return new KeyedHandle.ChangesInFiles(range, files, size, OptionalLong.of(checkpointed), handleId, storageId);
    }

    private String handleId() throws IOException {
        return in.readUtf("the id of a handle");
    }
}
