package io.streamgauge.checkpoint.keyed;

import org.jspecify.annotations.Nullable;

/**
 * One state as its backend declares it: Flink's StateMetaInfoSnapshot.
 *
 * @param id by which full snapshots name it: its place among the declarations
 * @param v2 whether it was declared with the asynchronous state API of Flink 2
 * @param key of broadcast state; keyed states have the backend's, in {@link BackendDeclarations}
 * @param namespace of keyed states; null for others
 * @param value of the whole value: of a list state the list's, of timers the timer's
 * @param userKey of map states, where it is known
 * @param understood whether all of it was read; otherwise a serializer of it is of a class that is not known, and its parts may be missing
 */
public record StateDeclaration(
        int id,
        String name,
        StateKind kind,
        boolean v2,
        TtlUse ttl,
        @Nullable SerializerDeclaration key,
        @Nullable SerializerDeclaration namespace,
        @Nullable SerializerDeclaration value,
        @Nullable SerializerDeclaration userKey,
        boolean understood) {}
