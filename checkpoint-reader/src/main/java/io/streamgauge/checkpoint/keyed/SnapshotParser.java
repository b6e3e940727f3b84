package io.streamgauge.checkpoint.keyed;

import io.streamgauge.checkpoint.keyed.SerializerSnapshots.Layout;
import io.streamgauge.checkpoint.storage.DataCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads serializer snapshots: what TypeSerializerSnapshot.writeVersionedSnapshot wrote. A snapshot does not tell its length, so one of an
 * unknown class ends what can be read; {@link SerializerDeclaration#understood} is then false, and the cursor stands somewhere inside.
 */
final class SnapshotParser {
    /** CompositeTypeSerializerSnapshot.MAGIC_NUMBER. */
    private static final int COMPOSITE_MAGIC = 911_108;
    /** NestedSerializersSnapshotDelegate.MAGIC_NUMBER, and its only version. */
    private static final int NESTED_MAGIC = 1_333_245;

    private static final int NESTED_VERSION = 1;
    /** LinkedOptionalMapSerializer.HEADER. */
    private static final long MAP_HEADER = 0x4f2c69a3d70L;

    private static final int HIGHEST_LEGACY_VERSION = 2;
    private static final int FIRST_ROW_VERSION_WITH_FLAG = 3;

    /** Types within types; Flink's own limit is the stack. */
    private static final int DEEPEST = 40;

    private final DataCursor in;

    SnapshotParser(DataCursor in) {
        this.in = in;
    }

    SerializerDeclaration parse() throws IOException {
        return parse(0);
    }

    private SerializerDeclaration parse(int depth) throws IOException {
        String snapshotClass = in.readUtf("the class of a serializer snapshot");
        int version = in.readInt("the version of a serializer snapshot");
        if (depth == DEEPEST) {
            throw in.problem("found serializers within serializers, expected at most " + DEEPEST);
        }
        Layout layout = SerializerSnapshots.layoutOf(snapshotClass);
        return switch (layout) {
            case SIMPLE -> simple(snapshotClass, version);
            case TTL_AWARE -> ttlAware(snapshotClass, depth);
            case POJO, KRYO -> framed(snapshotClass);
            case ENUM -> enumeration(snapshotClass);
            case CLASS -> declaration(snapshotClass, in.readUtf("the class of a type"), List.of(), true);
            default -> composite(snapshotClass, layout, version, depth);
        };
    }

    private SerializerDeclaration simple(String snapshotClass, int version) throws IOException {
        if (version <= HIGHEST_LEGACY_VERSION) {
            in.readUtf("the class of a serializer");
        }
        return declaration(snapshotClass, null, List.of(), true);
    }

    private SerializerDeclaration ttlAware(String snapshotClass, int depth) throws IOException {
        in.readBoolean("whether TTL is on");
        SerializerDeclaration wrapped = parse(depth + 1);
        return declaration(snapshotClass, null, List.of(wrapped), wrapped.understood());
    }

    private SerializerDeclaration framed(String snapshotClass) throws IOException {
        String type = in.readUtf("the class of a type");
        for (int i = 0; i < 3; i++) {
            skipMap();
        }
        return declaration(snapshotClass, type, List.of(), true);
    }

    private void skipMap() throws IOException {
        long at = in.position();
        long header = in.readLong("the header of a map");
        if (header != MAP_HEADER) {
            throw in.problem(at, "found " + header + " as the header of a map, expected " + MAP_HEADER);
        }
        int count = in.readCount("entries of a map", 4);
        for (int i = 0; i < count; i++) {
            in.readUtf("a key of a map");
            for (int part = 0; part < 2; part++) {
                if (in.readBoolean("whether a part of a map is present")) {
                    in.skip(in.readCount("bytes of a part of a map", 1), "a part of a map");
                }
            }
        }
    }

    private SerializerDeclaration enumeration(String snapshotClass) throws IOException {
        String type = in.readUtf("the class of an enum");
        int count = in.readCount("constants of an enum", 2);
        for (int i = 0; i < count; i++) {
            in.readUtf("a constant of an enum");
        }
        return declaration(snapshotClass, type, List.of(), true);
    }

    private SerializerDeclaration composite(String snapshotClass, Layout layout, int version, int depth)
            throws IOException {
        int outerVersion = version;
        if (layout == Layout.UNKNOWN && !looksLikeComposite()) {
            return declaration(snapshotClass, null, List.of(), false);
        }
        if (version > HIGHEST_LEGACY_VERSION || layout == Layout.UNKNOWN) {
            expect(COMPOSITE_MAGIC, "the magic number of a composite serializer");
            outerVersion = in.readInt("the outer version of a composite serializer");
        }
        String type = null;
        if (layout == Layout.COMPOSITE_WITH_CLASS) {
            type = in.readUtf("the class of a type");
        } else if (layout == Layout.COMPOSITE_WITH_FLAG && outerVersion >= FIRST_ROW_VERSION_WITH_FLAG) {
            in.readBoolean("whether rows have a kind");
        } else if (layout == Layout.COMPOSITE_WITH_INT) {
            in.readInt("the padding of null");
        }
        expect(NESTED_MAGIC, "the magic number of nested serializers");
        expect(NESTED_VERSION, "the version of nested serializers");
        int count = in.readCount("nested serializers", 6);
        List<SerializerDeclaration> nested = new ArrayList<>();
        boolean understood = true;
        for (int i = 0; i < count && understood; i++) {
            SerializerDeclaration part = parse(depth + 1);
            nested.add(part);
            understood = part.understood();
        }
        return declaration(snapshotClass, type, nested, understood);
    }

    /** Whether a composite without anything of its own follows, whatever its class: then its parts can be read. */
    private boolean looksLikeComposite() throws IOException {
        long at = in.position();
        boolean composite = in.remaining() >= 20
                && in.readInt("a magic number") == COMPOSITE_MAGIC
                && in.readInt("a version") >= 0
                && in.readInt("a magic number") == NESTED_MAGIC
                && in.readInt("a version") == NESTED_VERSION;
        in.seek(at);
        return composite;
    }

    private void expect(int expected, String what) throws IOException {
        long at = in.position();
        int found = in.readInt(what);
        if (found != expected) {
            throw in.problem(at, "found " + found + " as " + what + ", expected " + expected);
        }
    }

    private static SerializerDeclaration declaration(
            String snapshotClass, @Nullable String type, List<SerializerDeclaration> nested, boolean understood) {
        SerializerDeclaration bare =
                new SerializerDeclaration(snapshotClass, type, List.copyOf(nested), OptionalInt.empty(), understood);
        return new SerializerDeclaration(
                snapshotClass, type, bare.nested(), SerializerSnapshots.lengthOf(bare), understood);
    }
}
