package io.streamgauge.checkpoint.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory that {@link Storage#list} found.
 *
 * @param path absolute, as {@link Storage#open} takes it
 * @param sizeBytes 0 for a directory
 * @param modified null where the storage does not tell, as for the directories of object stores
 */
public record StoredFile(String path, boolean isDirectory, long sizeBytes, @Nullable Instant modified) {}
