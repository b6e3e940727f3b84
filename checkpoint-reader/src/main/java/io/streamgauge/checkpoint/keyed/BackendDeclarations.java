package io.streamgauge.checkpoint.keyed;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * All declarations of one state backend: Flink's KeyedBackendSerializationProxy or OperatorBackendSerializationProxy.
 *
 * @param compressed whether the entries in the stream are compressed with Snappy, each key group or each operator state apart
 * @param key of keyed state; null for operator state
 * @param declared how many states there are; more than in the list where the rest could not be read
 * @param states those that were read, in their order
 * @param problem why the rest was not read; null where all were
 * @param end of the declarations, in bytes from the start of the stream; empty where it is not known
 */
public record BackendDeclarations(
        int version,
        boolean compressed,
        @Nullable SerializerDeclaration key,
        int declared,
        List<StateDeclaration> states,
        @Nullable String problem,
        OptionalLong end) {}
