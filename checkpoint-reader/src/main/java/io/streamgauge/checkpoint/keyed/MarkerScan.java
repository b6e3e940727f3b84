package io.streamgauge.checkpoint.keyed;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.storage.DataCursor;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds where reading can go on after a serializer snapshot of an unknown class: at the next serializer of the same state, at the next
 * state, or at the end. Each is known by several fields that have to fit together, not by a name alone.
 */
final class MarkerScan {
    static final Set<String> ROLES =
            Set.of("KEY_SERIALIZER", "NAMESPACE_SERIALIZER", "VALUE_SERIALIZER", "USER_KEY_SERIALIZER");
    static final Set<String> OPTIONS = Set.of("KEYED_STATE_TYPE", "OPERATOR_STATE_DISTRIBUTION_MODE");

    /** TypeSerializerSnapshotSerializationUtil's only version. */
    static final int SNAPSHOT_VERSION = 2;

    static final int MOST_KINDS = 5;
    private static final int MOST_OPTIONS = 2;
    private static final int LONGEST_NAME_BYTES = 4096;

    private final DataCursor in;
    private final Set<String> names;

    /**
     * Over the declarations of one backend.
     *
     * @param names of the states, where they are known from elsewhere; empty where not
     */
    MarkerScan(DataCursor in, Set<String> names) {
        this.in = in;
        this.names = names;
    }

    /** Something that may start at a place. */
    interface Marker {
        boolean starts() throws IOException;
    }

    /** The first place from here on where a marker starts; the cursor is then there. Empty if there is none. */
    OptionalLong next(Marker marker) throws IOException {
        long end = in.position() + in.remaining();
        for (long at = in.position(); at <= end; at++) {
            in.seek(at);
            boolean starts;
            try {
                starts = marker.starts();
            } catch (CheckpointFormatException e) {
                starts = false;
            }
            in.seek(at);
            if (starts) {
                return OptionalLong.of(at);
            }
        }
        return OptionalLong.empty();
    }

    /** Whether a serializer with its role starts here. */
    boolean atRole() throws IOException {
        return startsWithOneOf(ROLES) && atSnapshot();
    }

    /** Whether a state starts here: name, kind, options and the first serializer. */
    boolean atState() throws IOException {
        // The length first: of most places it tells at once that nothing starts there.
        long start = in.position();
        int length = in.readUnsignedShort("a length");
        if (length == 0 || length > LONGEST_NAME_BYTES || length + 8 > in.remaining()) {
            return false;
        }
        in.seek(start + 2 + length);
        int kind = in.readInt("a kind");
        int options = in.readInt("a number of options");
        if (kind < 0 || kind >= MOST_KINDS || options < 0 || options > MOST_OPTIONS) {
            return false;
        }
        in.seek(start);
        String name = in.readUtf("a name");
        // A wrong name would end where a right one does, and so has the length before the right one in it: a control
        // character.
        if (names.isEmpty() ? name.chars().anyMatch(Character::isISOControl) : !names.contains(name)) {
            return false;
        }
        in.seek(start + 2 + length + 8);
        for (int i = 0; i < options; i++) {
            if (!startsWithOneOf(OPTIONS)) {
                return false;
            }
            in.readUtf("an option");
        }
        int serializers = in.readInt("a number of serializers");
        return serializers > 0 && serializers <= ROLES.size() && atRole();
    }

    /** Whether the number of states is here, and the first of them. */
    boolean atStates(Marker end) throws IOException {
        int count = in.readUnsignedShort("a number of states");
        return count == 0 ? end.starts() : count <= Short.MAX_VALUE && atState();
    }

    /** Whether stamps of TTL are declared between two places; the cursor stays where it was. */
    boolean stampsTtl(long from, long to) throws IOException {
        long at = in.position();
        in.seek(from);
        boolean found =
                next(() -> startsWithOneOf(Set.of(SerializerSnapshots.TTL))).orElse(Long.MAX_VALUE) < to;
        in.seek(at);
        return found;
    }

    private boolean atSnapshot() throws IOException {
        return in.readInt("the version of a snapshot") == SNAPSHOT_VERSION && isClassName(in.readUtf("a class"));
    }

    private boolean startsWithOneOf(Set<String> texts) throws IOException {
        int length = in.readUnsignedShort("a length");
        if (length > in.remaining() || texts.stream().noneMatch(text -> text.length() == length)) {
            return false;
        }
        in.seek(in.position() - 2);
        return texts.contains(in.readUtf("a marker"));
    }

    private static boolean isClassName(String text) {
        return !text.isEmpty()
                && Character.isJavaIdentifierStart(text.charAt(0))
                && text.chars().allMatch(c -> c == '.' || c == '-' || Character.isJavaIdentifierPart(c));
    }
}
