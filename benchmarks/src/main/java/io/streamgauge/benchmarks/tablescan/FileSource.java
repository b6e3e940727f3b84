package io.streamgauge.benchmarks.tablescan;

import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A local file. */
final class FileSource implements ByteSource, AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final long size;

    private FileSource(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    static FileSource open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        return new FileSource(file, channel, channel.size());
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position() - offset) < 0) {
                throw new EOFException(file + ": expected " + length + " bytes at " + position);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
