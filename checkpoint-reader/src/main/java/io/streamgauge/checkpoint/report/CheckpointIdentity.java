package io.streamgauge.checkpoint.report;

import org.jspecify.annotations.Nullable;

/**
 * Which checkpoint it is.
 *
 * @param path the directory with {@code _metadata} in it
 * @param jobId 32 hex digits, as the directory tells; null for savepoints and where directories were renamed
 * @param id counts the job's checkpoints; savepoints count along
 * @param metadataVersion of the format of {@code _metadata}, 2 to 6
 */
public record CheckpointIdentity(String path, @Nullable String jobId, long id, int metadataVersion) {}
