package io.streamgauge.checkpoint.keyed;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A serializer, as its snapshot describes it: Flink's TypeSerializerSnapshot.
 *
 * @param snapshotClass the name of the class of the snapshot, by which the serializer is known
 * @param typeClass the name of the class of the values, where the snapshot tells it
 * @param nested of its parts, in Flink's order: key and value of a map, the fields of a tuple; of a TTL serializer the stamp and the value
 * @param lengthBytes of each serialized value, as TypeSerializer.getLength: -1 where they differ; empty where it is not known
 * @param understood whether all of it was read; otherwise parts may be missing
 */
public record SerializerDeclaration(
        String snapshotClass,
        @Nullable String typeClass,
        List<SerializerDeclaration> nested,
        OptionalInt lengthBytes,
        boolean understood) {

    /** The name of the snapshot's class without its package and without the words that all of them end in, such as "Long". */
    public String shortName() {
        String name =
                snapshotClass.substring(Math.max(snapshotClass.lastIndexOf('.'), snapshotClass.lastIndexOf('$')) + 1);
        for (String ending : List.of("SerializerSnapshot", "Snapshot")) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }

    /** Whether this or a part of it stamps values for TTL. */
    boolean stampsTtl() {
        return SerializerSnapshots.TTL.equals(snapshotClass)
                || nested.stream().anyMatch(SerializerDeclaration::stampsTtl);
    }
}
