package io.streamgauge.checkpoint.storage;

import java.io.Closeable;
import java.io.IOException;

/**
 * Bytes of one file, or of a stretch of one, that are read where they are wanted. Safe for use by several threads.
 *
 * <p>A file that vanished is a {@link java.nio.file.NoSuchFileException}, whatever the storage: to the caller the checkpoint then is
 * superseded.
 */
public interface ByteSource extends Closeable {

    /** For messages: the path, with the stretch if it is not the whole file. */
    String name();

    /** In bytes. */
    long size();

    /**
     * Reads exactly {@code length} bytes from {@code position}.
     *
     * @throws java.io.EOFException if the source ends before
     */
    void read(long position, byte[] target, int offset, int length) throws IOException;

    /** Gives back what the source holds open, if it holds anything; whoever opened it calls this. Reads fail afterwards. */
    @Override
    default void close() throws IOException {}
}
