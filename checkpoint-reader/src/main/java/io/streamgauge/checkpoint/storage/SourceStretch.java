package io.streamgauge.checkpoint.storage;

import java.io.EOFException;
import java.io.IOException;

/**
 * A part of a source, as a source of its own: a segment of a merged file, or a small file that lies inside {@code _metadata}. Closing it
 * leaves the source open, which others may read as well.
 */
public final class SourceStretch implements ByteSource {
    private final ByteSource source;
    private final long start;
    private final long size;

    /** @throws EOFException if the source ends before the stretch */
    public SourceStretch(ByteSource source, long start, long size) throws EOFException {
        if (start < 0 || size < 0 || start > source.size() - size) {
            throw new EOFException(
                    source.name() + " has " + source.size() + " bytes, expected " + size + " from byte " + start);
        }
        this.source = source;
        this.start = start;
        this.size = size;
    }

    @Override
    public String name() {
        return source.name() + "[" + start + ", +" + size + "]";
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        if (position < 0 || position > size - length) {
            throw new EOFException(name() + " has " + size + " bytes, expected " + length + " from byte " + position);
        }
        source.read(start + position, target, offset, length);
    }
}
