package io.streamgauge.agent.cohort.chunk;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What is stored of cohorts, as bytes. Not thread-safe. */
public final class ChunkWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    public void count(int value) {
        write(() -> out.writeInt(value));
    }

    public void time(long epochMillis) {
        write(() -> out.writeLong(epochMillis));
    }

    public void number(double value) {
        write(() -> out.writeDouble(value));
    }

    public void flag(boolean value) {
        write(() -> out.writeBoolean(value));
    }

    public void text(@Nullable String value) {
        write(() -> {
            out.writeBoolean(value != null);
            if (value != null) {
                byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
        });
    }

    public void floats(float[] values) {
        write(() -> {
            for (float value : values) {
                out.writeFloat(value);
            }
        });
    }

    public void ints(int[] values, int from, int to) {
        write(() -> {
            for (int i = from; i < to; i++) {
                out.writeInt(values[i]);
            }
        });
    }

    public void longs(long[] values, int from, int to) {
        write(() -> {
            for (int i = from; i < to; i++) {
                out.writeLong(values[i]);
            }
        });
    }

    /** With a CRC-32C at the end, as {@link ChunkReader} wants it. */
    public byte[] toBytes() {
        CRC32C crc = new CRC32C();
        byte[] before = bytes.toByteArray();
        crc.update(before, 0, before.length);
        count((int) crc.getValue());
        return bytes.toByteArray();
    }

    private interface Write {
        void run() throws IOException;
    }

    private static void write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            // Memory does not fail.
            throw new UncheckedIOException(e);
        }
    }
}
