package io.streamgauge.checkpoint.keyed;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The snapshot classes of Flink itself: what they write, and how long what their serializers write is. From flink-core and flink-runtime. */
final class SerializerSnapshots {
    static final String TTL = "org.apache.flink.runtime.state.ttl.TtlStateFactory$TtlSerializerSnapshot";

    private static final String FLINK = "org.apache.flink.";

    /** CompositeTypeSerializerSnapshot without anything of its own. */
    private static final Set<String> COMPOSITES = Set.of(
            "ListSerializerSnapshot",
            "MapSerializerSnapshot",
            "SetSerializerSnapshot",
            "ArrayListSerializerSnapshot",
            "JavaEitherSerializerSnapshot",
            "TtlSerializerSnapshot",
            "TimerSerializerSnapshot",
            "UnionSerializerSnapshot",
            "StreamElementSerializerSnapshot",
            "BufferEntrySerializerSnapshot");

    /** SimpleTypeSerializerSnapshot: nothing is written. The value is the length of what the serializer writes, -1 where it differs. */
    private static final Map<String, Integer> SIMPLE = Map.ofEntries(
            Map.entry("BigDecSerializerSnapshot", -1),
            Map.entry("BigIntSerializerSnapshot", -1),
            Map.entry("BitmapSerializerSnapshot", -1),
            Map.entry("BooleanPrimitiveArraySerializerSnapshot", -1),
            Map.entry("BooleanSerializerSnapshot", 1),
            Map.entry("BooleanValueSerializerSnapshot", 1),
            Map.entry("BytePrimitiveArraySerializerSnapshot", -1),
            Map.entry("ByteSerializerSnapshot", 1),
            Map.entry("ByteValueSerializerSnapshot", 1),
            Map.entry("CharPrimitiveArraySerializerSnapshot", -1),
            Map.entry("CharSerializerSnapshot", 2),
            Map.entry("CharValueSerializerSnapshot", 2),
            Map.entry("DateSerializerSnapshot", 8),
            Map.entry("DoublePrimitiveArraySerializerSnapshot", -1),
            Map.entry("DoubleSerializerSnapshot", 8),
            Map.entry("DoubleValueSerializerSnapshot", 8),
            Map.entry("FloatPrimitiveArraySerializerSnapshot", -1),
            Map.entry("FloatSerializerSnapshot", 4),
            Map.entry("FloatValueSerializerSnapshot", 4),
            Map.entry("GlobalWindowSerializerSnapshot", 1),
            Map.entry("InstantSerializerSnapshot", 12),
            Map.entry("IntPrimitiveArraySerializerSnapshot", -1),
            Map.entry("IntSerializerSnapshot", 4),
            Map.entry("IntValueSerializerSnapshot", 4),
            Map.entry("JavaSerializerSnapshot", -1),
            Map.entry("LocalDateSerializerSnapshot", 6),
            Map.entry("LocalDateTimeSerializerSnapshot", 13),
            Map.entry("LocalTimeSerializerSnapshot", 7),
            Map.entry("LongPrimitiveArraySerializerSnapshot", -1),
            Map.entry("LongSerializerSnapshot", 8),
            Map.entry("LongValueSerializerSnapshot", 8),
            Map.entry("NullValueSerializerSnapshot", 0),
            Map.entry("ShortPrimitiveArraySerializerSnapshot", -1),
            Map.entry("ShortSerializerSnapshot", 2),
            Map.entry("ShortValueSerializerSnapshot", 2),
            Map.entry("SqlDateSerializerSnapshot", 8),
            Map.entry("SqlTimeSerializerSnapshot", 8),
            Map.entry("SqlTimestampSerializerSnapshot", 12),
            Map.entry("StringArraySerializerSnapshot", -1),
            Map.entry("StringSerializerSnapshot", -1),
            Map.entry("StringValueSerializerSnapshot", -1),
            Map.entry("TimeWindowSerializerSnapshot", 16),
            Map.entry("Tuple0SerializerSnapshot", 1),
            Map.entry("VariantSerializerSnapshot", -1),
            Map.entry("VoidNamespaceSerializerSnapshot", 0),
            Map.entry("VoidSerializerSnapshot", 1));

    private SerializerSnapshots() {}

    /** What follows the version of a snapshot. */
    enum Layout {
        /** Nothing; up to version 2 the name of the serializer's class. */
        SIMPLE,
        /** CompositeTypeSerializerSnapshot: magic number, version, something of its own, and the snapshots of its parts. */
        COMPOSITE,
        /** A composite with a class name of its own: tuples and arrays. */
        COMPOSITE_WITH_CLASS,
        /** A composite with a flag of its own from outer version 3 on: rows. */
        COMPOSITE_WITH_FLAG,
        /** A composite with a number of its own. */
        COMPOSITE_WITH_INT,
        /** TtlAwareSerializerSnapshot: a flag and a snapshot. */
        TTL_AWARE,
        /** PojoSerializerSnapshot: a class name and three maps with framed values. */
        POJO,
        /** KryoSerializerSnapshot: likewise. */
        KRYO,
        /** EnumSerializer: a class name and the names of the constants. */
        ENUM,
        /** GenericTypeSerializerSnapshot: a class name. */
        CLASS,
        /** Not of Flink: a composite if it looks like one, otherwise anything. */
        UNKNOWN
    }

    static Layout layoutOf(String snapshotClass) {
        if (!snapshotClass.startsWith(FLINK)) {
            return Layout.UNKNOWN;
        }
        String name = simpleName(snapshotClass);
        if (SIMPLE.containsKey(name)) {
            return Layout.SIMPLE;
        }
        if (COMPOSITES.contains(name)) {
            return Layout.COMPOSITE;
        }
        return switch (name) {
            case "TupleSerializerSnapshot", "GenericArraySerializerSnapshot" -> Layout.COMPOSITE_WITH_CLASS;
            case "RowSerializerSnapshot" -> Layout.COMPOSITE_WITH_FLAG;
            case "NullableSerializerSnapshot" -> Layout.COMPOSITE_WITH_INT;
            case "TtlAwareSerializerSnapshot" -> Layout.TTL_AWARE;
            case "PojoSerializerSnapshot" -> Layout.POJO;
            case "KryoSerializerSnapshot" -> Layout.KRYO;
            case "EnumSerializerSnapshot" -> Layout.ENUM;
            case "ValueSerializerSnapshot", "CopyableValueSerializerSnapshot" -> Layout.CLASS;
            default -> Layout.UNKNOWN;
        };
    }

    /** As TypeSerializer.getLength. */
    static OptionalInt lengthOf(SerializerDeclaration declaration) {
        String name = simpleName(declaration.snapshotClass());
        if (declaration.snapshotClass().startsWith(FLINK) && SIMPLE.containsKey(name)) {
            return OptionalInt.of(SIMPLE.getOrDefault(name, -1));
        }
        return switch (layoutOf(declaration.snapshotClass())) {
            case POJO, KRYO, COMPOSITE_WITH_FLAG -> OptionalInt.of(-1);
            case ENUM -> OptionalInt.of(4);
            case TTL_AWARE -> declaration.nested().isEmpty()
                    ? OptionalInt.empty()
                    : declaration.nested().get(0).lengthBytes();
            case COMPOSITE -> name.equals("TtlSerializerSnapshot") || name.equals("TimerSerializerSnapshot")
                    ? sum(declaration, name.equals("TimerSerializerSnapshot") ? 8 : 0)
                    : OptionalInt.of(-1);
            case COMPOSITE_WITH_CLASS -> name.equals("TupleSerializerSnapshot")
                    ? sum(declaration, 0)
                    : OptionalInt.of(-1);
            default -> OptionalInt.empty();
        };
    }

    private static OptionalInt sum(SerializerDeclaration declaration, int more) {
        int sum = more;
        boolean known = declaration.understood();
        for (SerializerDeclaration part : declaration.nested()) {
            int length = part.lengthBytes().orElse(Integer.MIN_VALUE);
            if (length == -1) {
                return OptionalInt.of(-1);
            }
            known &= length >= 0;
            sum += Math.max(length, 0);
        }
        return known ? OptionalInt.of(sum) : OptionalInt.empty();
    }

    private static String simpleName(String className) {
        return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
    }
}
