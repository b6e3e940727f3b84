package io.streamgauge.checkpoint.keyed;

import io.streamgauge.checkpoint.storage.DataCursor;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads one state: what StateMetaInfoSnapshotReadersWriters' writer of version 7, which is that of 5 and 6 as well, wrote. */
final class StateParser {
    private static final int KEY_VALUE = 0;
    private static final int OPERATOR = 1;
    private static final int BROADCAST = 2;
    private static final int PRIORITY_QUEUE = 3;
    private static final int KEY_VALUE_V2 = 4;

    private final DataCursor in;
    private final MarkerScan scan;
    private final SnapshotParser snapshots;

    StateParser(DataCursor in, MarkerScan scan) {
        this.in = in;
        this.scan = scan;
        this.snapshots = new SnapshotParser(in);
    }

    /** What was seen while the serializers of one state were read. */
    private static final class Seen {
        private final Map<String, SerializerDeclaration> serializers = new HashMap<>();
        private boolean stampsTtl;
        private boolean understood = true;
        private boolean endFound = true;
    }

    /** @param next what comes after this state */
    StateDeclaration parse(int id, MarkerScan.Marker next) throws IOException {
        String name = in.readUtf("the name of a state");
        long at = in.position();
        int type = in.readInt("the kind of a state");
        if (type < 0 || type >= MarkerScan.MOST_KINDS) {
            throw in.problem(at, "found " + type + " as the kind of state " + name + ", expected 0 to 4");
        }
        Map<String, String> options = options();
        int count = in.readCount("serializers", 12);
        Seen seen = new Seen();
        for (int i = 0; i < count; i++) {
            serializer(seen, i == count - 1 ? next : scan::atRole);
        }
        SerializerDeclaration value = seen.serializers.get("VALUE_SERIALIZER");
        StateKind kind = kind(type, options);
        return new StateDeclaration(
                id,
                name,
                kind,
                type == KEY_VALUE_V2,
                seen.stampsTtl ? TtlUse.ON : seen.endFound ? TtlUse.OFF : TtlUse.UNKNOWN,
                seen.serializers.get("KEY_SERIALIZER"),
                seen.serializers.get("NAMESPACE_SERIALIZER"),
                value,
                userKey(seen, kind, value),
                seen.understood);
    }

    private Map<String, String> options() throws IOException {
        int count = in.readCount("options", 4);
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String key = in.readUtf("an option");
            options.put(key, in.readUtf("the value of an option"));
        }
        return options;
    }

    private void serializer(Seen seen, MarkerScan.Marker next) throws IOException {
        long at = in.position();
        String role = in.readUtf("the role of a serializer");
        if (!MarkerScan.ROLES.contains(role)) {
            throw in.problem(at, "found a role of a serializer that is not known, expected one of " + MarkerScan.ROLES);
        }
        expectSnapshotVersion();
        SerializerDeclaration declaration = snapshots.parse();
        seen.serializers.put(role, declaration);
        boolean isValue = role.equals("VALUE_SERIALIZER");
        seen.stampsTtl |= isValue && declaration.stampsTtl();
        if (!declaration.understood()) {
            long from = in.position();
            OptionalLong end = scan.next(next);
            seen.understood = false;
            seen.endFound &= end.isPresent();
            seen.stampsTtl |= isValue && end.isPresent() && scan.stampsTtl(from, end.getAsLong());
        }
    }

    SerializerDeclaration snapshot() throws IOException {
        return snapshots.parse();
    }

    void expectSnapshotVersion() throws IOException {
        long at = in.position();
        int version = in.readInt("the version of a serializer's declaration");
        if (version != MarkerScan.SNAPSHOT_VERSION) {
            throw in.problem(
                    at,
                    "found version " + version + " of a serializer's declaration, expected "
                            + MarkerScan.SNAPSHOT_VERSION);
        }
    }

    private static @Nullable SerializerDeclaration userKey(
            Seen seen, StateKind kind, @Nullable SerializerDeclaration value) {
        SerializerDeclaration own = seen.serializers.get("USER_KEY_SERIALIZER");
        if (own != null || kind != StateKind.MAP || value == null) {
            return own;
        }
        return value.shortName().equals("Map") && !value.nested().isEmpty()
                ? value.nested().get(0)
                : null;
    }

    private static StateKind kind(int type, Map<String, String> options) {
        return switch (type) {
            case OPERATOR -> StateKind.OPERATOR_LIST;
            case BROADCAST -> StateKind.BROADCAST;
            case PRIORITY_QUEUE -> StateKind.TIMERS;
            case KEY_VALUE, KEY_VALUE_V2 -> keyedKind(options.getOrDefault("KEYED_STATE_TYPE", ""));
            default -> throw new IllegalStateException("kind " + type);
        };
    }

    private static StateKind keyedKind(String type) {
        return switch (type) {
            case "VALUE" -> StateKind.VALUE;
            case "LIST" -> StateKind.LIST;
            case "MAP" -> StateKind.MAP;
            case "REDUCING" -> StateKind.REDUCING;
            case "AGGREGATING" -> StateKind.AGGREGATING;
            case "FOLDING" -> StateKind.FOLDING;
            default -> StateKind.UNKNOWN_KEYED;
        };
    }
}
