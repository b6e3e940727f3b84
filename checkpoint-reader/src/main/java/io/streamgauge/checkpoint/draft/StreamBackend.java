package io.streamgauge.checkpoint.draft;

import io.streamgauge.checkpoint.keyed.BackendDeclarations;
import io.streamgauge.checkpoint.metadata.KeyedHandle;
import io.streamgauge.checkpoint.stream.SnapshotFormat;
import org.jspecify.annotations.Nullable;

/**
 * All keyed state of a subtask in one stream.
 *
 * @param declarations null where they were not understood
 * @param format null likewise
 */
public record StreamBackend(
        int subtask,
        KeyedHandle.KeyGroups handle,
        @Nullable BackendDeclarations declarations,
        @Nullable SnapshotFormat format) {}
