package io.streamgauge.checkpoint.sst;

import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in memory that counts what is read of it. */
final class Bytes implements ByteSource {

    private final String name;
    private final byte[] bytes;
    private long bytesRead;
    private int reads;

    Bytes(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
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
        return name;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        if (position < 0 || position > bytes.length - length) {
            throw new EOFException(name + ": expected " + length + " bytes at " + position);
        }
        System.arraycopy(bytes, (int) position, target, offset, length);
        bytesRead += length;
        reads++;
    }
}
