package io.streamgauge.checkpoint.sst;

import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.MemorySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in memory that counts what is read of it. */
final class Bytes implements ByteSource {

    private final MemorySource source;
    private long bytesRead;
    private int reads;

    Bytes(String name, byte[] bytes) {
        source = new MemorySource(name, bytes);
    }

    static Bytes of(Path file) throws IOException {
        return new Bytes(file.getFileName().toString(), Files.readAllBytes(file));
    }

    long bytesRead() {
        return bytesRead;
    }

    int reads() {
        return reads;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        source.read(position, target, offset, length);
        bytesRead += length;
        reads++;
    }
}
