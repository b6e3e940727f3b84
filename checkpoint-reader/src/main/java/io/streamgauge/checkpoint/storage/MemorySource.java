package io.streamgauge.checkpoint.storage;

import java.io.EOFException;

/** Bytes in memory. The array is not copied: its owner leaves it alone. */
public final class MemorySource implements ByteSource {
    private final String name;
    private final byte[] bytes;

    public MemorySource(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
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
    public void read(long position, byte[] target, int offset, int length) throws EOFException {
        if (position < 0 || position > bytes.length - length) {
            throw new EOFException(
                    name + " has " + bytes.length + " bytes, expected " + length + " from byte " + position);
        }
        System.arraycopy(bytes, (int) position, target, offset, length);
    }
}
