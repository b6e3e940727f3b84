package io.streamgauge.checkpoint.location;

/**
 * Where a file is that a checkpoint names.
 *
 * @param path as {@link io.streamgauge.checkpoint.storage.Storage#open} takes it
 * @param moved whether it is not where the checkpoint says, but where it would be if the whole directory had been moved
 */
public record ResolvedFile(String path, boolean moved) {}
