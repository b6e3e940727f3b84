package io.streamgauge.checkpoint.metadata;

import io.streamgauge.checkpoint.metadata.StreamHandle.Scope;
import io.streamgauge.checkpoint.storage.DataCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what MetadataV2V3SerializerBase.serializeStreamStateHandle wrote. */
final class StreamHandleParser {
    private static final int NULL = 0;
    private static final int BYTES = 1;
    private static final int FILE = 2;
    private static final int KEY_GROUPS = 3;
    private static final int RELATIVE = 6;
    private static final int SEGMENT = 15;
    private static final int EMPTY_SEGMENT = 16;

    /** Flink nests one stream in another; more is made up. */
    private static final int DEEPEST = 4;

    private final DataCursor in;

    StreamHandleParser(DataCursor in) {
        this.in = in;
    }

    /** @throws io.streamgauge.checkpoint.CheckpointFormatException if there is no handle, or none that is known */
    StreamHandle required(String what) throws IOException {
        long at = in.position();
        StreamHandle handle = optional(what, 0);
        if (handle == null) {
            throw in.problem(at, "found no handle for " + what + ", expected one");
        }
        return handle;
    }

    /** The state of a coordinator, which Flink keeps nowhere but in {@code _metadata}. */
    StreamHandle.@Nullable Inline optionalInline(String what) throws IOException {
        long at = in.position();
        StreamHandle handle = optional(what, 0);
        if (handle == null || handle instanceof StreamHandle.Inline) {
            return (StreamHandle.Inline) handle;
        }
        throw in.problem(
                at, "found a " + handle.getClass().getSimpleName() + " for " + what + ", expected bytes in place");
    }

    private @Nullable StreamHandle optional(String what, int depth) throws IOException {
        long at = in.position();
        int type = in.readUnsignedByte("the type of the handle of " + what);
        return switch (type) {
            case NULL -> null;
            case BYTES -> inline();
            case FILE -> {
                long size = in.readSize("the size of a file");
                yield new StreamHandle.AbsoluteFile(in.readUtf("the path of a file"), size);
            }
            case RELATIVE -> {
                String path = in.readUtf("the relative path of a file");
                yield new StreamHandle.RelativeFile(path, in.readSize("the size of a file"));
            }
            case KEY_GROUPS -> keyGroups(what, at, depth);
            case SEGMENT -> segment();
            case EMPTY_SEGMENT -> new StreamHandle.EmptySegment();
            default -> throw in.problem(
                    at,
                    "found " + type + " as the type of the handle of " + what + ", expected 0, 1, 2, 3, 6, 15 or 16");
        };
    }

    private StreamHandle inline() throws IOException {
        String name = in.readUtf("the name of bytes in place");
        int length = in.readCount("bytes in place", 1);
        StreamHandle handle = new StreamHandle.Inline(name, in.position(), length);
        in.skip(length, "bytes in place");
        return handle;
    }

    private StreamHandle keyGroups(String what, long start, int depth) throws IOException {
        if (depth == DEEPEST) {
            throw in.problem(start, "found streams within streams, expected at most " + DEEPEST);
        }
        KeyGroupRange range = keyGroupRange();
        Offsets offsets = new Offsets(in.readLongs(range.count(), "the offset of a key group"));
        long at = in.position();
        StreamHandle stream = optional(what, depth + 1);
        if (stream == null) {
            throw in.problem(at, "found no handle for " + what + ", expected one");
        }
        return new StreamHandle.KeyGroupStream(range, offsets, stream);
    }

    private StreamHandle segment() throws IOException {
        long start = in.readSize("the start of a segment");
        long size = in.readSize("the size of a segment");
        long at = in.position();
        int scope = in.readInt("the scope of a segment");
        if (scope != 0 && scope != 1) {
            throw in.problem(at, "found " + scope + " as the scope of a segment, expected 0 (exclusive) or 1 (shared)");
        }
        String path = in.readUtf("the path of a merged file");
        return new StreamHandle.Segment(
                path,
                in.readUtf("the logical id of a segment"),
                start,
                size,
                scope == 0 ? Scope.EXCLUSIVE : Scope.SHARED);
    }

    /** First key group and their number, as every handle of keyed state has them. */
    KeyGroupRange keyGroupRange() throws IOException {
        long at = in.position();
        int start = in.readInt("the first key group");
        int count = in.readInt("the number of key groups");
        if (start < 0 || count < 0 || start > KeyGroupRange.MOST - count) {
            throw in.problem(
                    at,
                    "found " + count + " key groups from " + start + ", expected at most " + KeyGroupRange.MOST
                            + " from 0");
        }
        return new KeyGroupRange(start, count);
    }
}
