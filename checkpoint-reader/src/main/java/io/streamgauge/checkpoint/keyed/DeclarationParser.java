package io.streamgauge.checkpoint.keyed;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.DataCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the declarations at the start of a state backend's stream: KeyedBackendSerializationProxy (version 6, Flink 1.8 to 2.3) and
 * OperatorBackendSerializationProxy (versions 3 to 6), with StateMetaInfoSnapshotReadersWriters' states in them.
 *
 * <p>What a class that is not Flink's wrote about its serializer is stepped over, up to where the next declaration starts. A result is
 * given for a state only if every field after it fits: where that fails, the states from there on are left out, and the problem is told.
 * One parser reads one stream, in one thread.
 */
public final class DeclarationParser {
    private static final int KEYED_VERSION = 6;
    private static final int OLDEST_OPERATOR_VERSION = 3;
    private static final int FIRST_COMPRESSED_OPERATOR_VERSION = 6;

    /** Declarations longer than this are read again and again where a serializer is not known. */
    private static final int MOST_WINDOW_BYTES = 4 << 20;
    /** Of a stream that is framed by Snappy: what SnappyFramedOutputStream writes first, before any offset is taken. */
    private static final int SNAPPY_HEADER_BYTES = 10;

    private static final int SNAPPY_HEADER_START = 0xff060000;

    private final DataCursor in;
    private boolean compressed;
    private final MarkerScan scan;
    private final StateParser parser;
    private final List<StateDeclaration> states = new ArrayList<>();
    private int sure;

    private DeclarationParser(ByteSource source, long end, Set<String> names) {
        this.in = new DataCursor(source, 0, end, MOST_WINDOW_BYTES);
        this.scan = new MarkerScan(in, names);
        this.parser = new StateParser(in, scan);
    }

    /**
     * The declarations of keyed state.
     *
     * @param end of the declarations in the source: its size if there is nothing else in it, as beside the files of RocksDB; otherwise the
     *     smallest offset of a key group that is not 0
     * @param names of states that may be declared, where they are known; empty for any
     * @throws CheckpointFormatException if the source does not start with declarations of a known version
     */
    public static BackendDeclarations keyed(ByteSource source, long end, Set<String> names) throws IOException {
        return new DeclarationParser(source, end, names).keyed();
    }

    /**
     * The declarations of operator state.
     *
     * @param end the smallest offset of an element; the size of the source where there is none
     * @param names of the states, from the handle
     * @throws CheckpointFormatException if the source does not start with declarations of a known version
     */
    public static BackendDeclarations operator(ByteSource source, long end, Set<String> names) throws IOException {
        return new DeclarationParser(source, end, names).operator();
    }

    private BackendDeclarations keyed() throws IOException {
        int version = in.readInt("the version of the declarations");
        if (version != KEYED_VERSION) {
            throw in.problem(
                    0,
                    "found version " + version + " of the declarations of keyed state, expected " + KEYED_VERSION
                            + ", as Flink writes it since 1.8");
        }
        compressed = in.readBoolean("whether key groups are compressed");
        parser.expectSnapshotVersion();
        SerializerDeclaration key = parser.snapshot();
        int declared = -1;
        String problem = null;
        try {
            if (!key.understood() && scan.next(() -> scan.atStates(this::atEnd)).isEmpty()) {
                throw in.problem("found no state after the serializer " + key.snapshotClass() + ", expected one");
            }
            declared = readNumberOfStates();
            readStates(declared, this::atEnd);
            checkEnd();
        } catch (CheckpointFormatException e) {
            problem = e.getMessage();
        }
        return result(version, key, declared, problem);
    }

    private BackendDeclarations operator() throws IOException {
        int version = in.readInt("the version of the declarations");
        if (version < OLDEST_OPERATOR_VERSION || version > KEYED_VERSION) {
            throw in.problem(
                    0,
                    "found version " + version + " of the declarations of operator state, expected "
                            + OLDEST_OPERATOR_VERSION + " to " + KEYED_VERSION);
        }
        compressed = version >= FIRST_COMPRESSED_OPERATOR_VERSION && in.readBoolean("whether states are compressed");
        int declared = readNumberOfStates();
        String problem = null;
        try {
            readStates(declared, () -> scan.atStates(this::atEnd));
            int broadcast = readNumberOfStates();
            declared += broadcast;
            readStates(broadcast, this::atEnd);
            checkEnd();
        } catch (CheckpointFormatException e) {
            problem = e.getMessage();
        }
        return result(version, null, declared, problem);
    }

    private int readNumberOfStates() throws IOException {
        long at = in.position();
        int count = in.readUnsignedShort("the number of states");
        if (count > Short.MAX_VALUE) {
            throw in.problem(at, "found " + count + " states, expected at most " + Short.MAX_VALUE);
        }
        return count;
    }

    private void readStates(int count, MarkerScan.Marker afterLast) throws IOException {
        for (int i = 0; i < count; i++) {
            boolean last = i == count - 1;
            StateDeclaration state = parser.parse(states.size(), last ? afterLast : scan::atState);
            boolean allUnderstood = sure == states.size() && state.understood();
            states.add(state);
            if (allUnderstood) {
                sure = states.size();
            }
        }
    }

    private void checkEnd() throws IOException {
        if (!atEnd()) {
            throw in.problem("found " + in.remaining() + " bytes after the declarations, expected their end");
        }
    }

    private boolean atEnd() throws IOException {
        if (compressed && in.remaining() == SNAPPY_HEADER_BYTES) {
            long at = in.position();
            boolean header = in.readInt("the header of a compressed stream") == SNAPPY_HEADER_START;
            in.seek(at);
            return header;
        }
        return in.remaining() == 0;
    }

    /** After a problem only what was read without stepping over anything is sure. */
    private BackendDeclarations result(
            int version, @Nullable SerializerDeclaration key, int declared, @Nullable String problem) {
        boolean keySure = key == null || key.understood();
        List<StateDeclaration> read = List.copyOf(problem == null ? states : states.subList(0, keySure ? sure : 0));
        return new BackendDeclarations(
                version,
                compressed,
                key,
                Math.max(declared, read.size()),
                read,
                problem,
                problem == null ? OptionalLong.of(in.position()) : OptionalLong.empty());
    }
}
