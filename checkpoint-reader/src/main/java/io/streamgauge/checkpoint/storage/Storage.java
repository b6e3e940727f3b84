package io.streamgauge.checkpoint.storage;

import java.io.IOException;
import java.util.List;

/**
 * A file system or object store with checkpoints in it: what can be listed and what can be read of it. Read only. Paths are absolute and
 * in the form in which Flink writes them into checkpoints, with or without a scheme. Safe for use by several threads.
 */
public interface Storage {

    /**
     * The files and directories right below a directory; nothing of what is below those.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    List<StoredFile> list(String directory) throws IOException;

    /**
     * The bytes of a file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it must not be read
     */
    ByteSource open(String file) throws IOException;
}
