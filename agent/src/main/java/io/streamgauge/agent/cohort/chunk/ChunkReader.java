package io.streamgauge.agent.cohort.chunk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ChunkWriter} wrote. Whatever the bytes are, it ends in a value or a {@link CorruptCohortException}. */
public final class ChunkReader {

    private final ByteBuffer bytes;

    /** @throws CorruptCohortException if these are not the bytes that were written */
    public ChunkReader(byte[] bytes) {
        int end = bytes.length - Integer.BYTES;
        if (end < 0) {
            throw new CorruptCohortException("only " + bytes.length + " bytes");
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, end);
        if (ByteBuffer.wrap(bytes).getInt(end) != (int) crc.getValue()) {
            throw new CorruptCohortException("its checksum does not match");
        }
        this.bytes = ByteBuffer.wrap(bytes, 0, end);
    }

    /** A count of 0 to most. */
    public int count(int most) {
        need(Integer.BYTES);
        int value = bytes.getInt();
        if (value < 0 || value > most) {
            throw new CorruptCohortException("a count of " + value + ", expected 0 to " + most);
        }
        return value;
    }

    /** Of things that take at least so many bytes each: no more than there are bytes for. */
    public int countOf(int bytesEach) {
        int value = count(Integer.MAX_VALUE);
        if ((long) value * bytesEach > bytes.remaining()) {
            throw new CorruptCohortException(
                    value + " things of " + bytesEach + " bytes in " + bytes.remaining() + " bytes");
        }
        return value;
    }

    public long time() {
        need(Long.BYTES);
        return bytes.getLong();
    }

    public double number() {
        need(Double.BYTES);
        return bytes.getDouble();
    }

    public boolean flag() {
        need(1);
        return bytes.get() != 0;
    }

    public @Nullable String text() {
        if (!flag()) {
            return null;
        }
        byte[] utf8 = new byte[countOf(1)];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    public String someText() {
        String text = text();
        if (text == null) {
            throw new CorruptCohortException("a text is missing");
        }
        return text;
    }

    public void floats(float[] into) {
        need(into.length * Float.BYTES);
        for (int i = 0; i < into.length; i++) {
            into[i] = bytes.getFloat();
        }
    }

    public void ints(int[] into, int from, int to) {
        need((to - from) * Integer.BYTES);
        for (int i = from; i < to; i++) {
            into[i] = bytes.getInt();
        }
    }

    public void longs(long[] into, int from, int to) {
        need((to - from) * Long.BYTES);
        for (int i = from; i < to; i++) {
            into[i] = bytes.getLong();
        }
    }

    /** By name. */
    public <E extends Enum<E>> E oneOf(Class<E> type) {
        String name = someText();
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new CorruptCohortException("found " + name + ", expected a " + type.getSimpleName());
        }
    }

    public void end() {
        if (bytes.hasRemaining()) {
            throw new CorruptCohortException(bytes.remaining() + " bytes too many");
        }
    }

    private void need(int count) {
        if (bytes.remaining() < count) {
            throw new CorruptCohortException("ends at byte " + bytes.position() + " of a value of " + count + " bytes");
        }
    }
}
