package io.streamgauge.agent.output.prometheus.deflate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeflateWriterTest {

    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private byte[] expected = new byte[1 << 16];
    private int size;
    private final DeflateWriter writer = new DeflateWriter(packed::write);

    @Test
    void writesEveryLengthAndManyDistances() throws IOException {
        byte[] start = new byte[DeflateWriter.WINDOW];
        new Random(1).nextBytes(start);
        begin();
        literals(start);
        for (int length = DeflateWriter.MIN_MATCH; length < 1_100; length++) {
            match(length, 1 + length * 29 % DeflateWriter.WINDOW);
        }
        for (int distance = 1; distance <= DeflateWriter.WINDOW; distance++) {
            match(3, distance);
        }
        end();
    }

    @Test
    void writesAnEmptyBlock() throws IOException {
        begin();
        end();
        assertThat(packed.size()).isLessThan(300);
    }

    @Property(tries = 300)
    void whatItWritesUnpacksToTheSameWithWhateverItLearntBefore(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        for (int page = 0; page < 3; page++) {
            begin();
            int steps = random.nextInt(2_000);
            // Few symbols first, then all: codes of every length.
            int bound = 1 << random.nextInt(9);
            for (int i = 0; i < steps; i++) {
                if (size > 0 && random.nextInt(4) == 0) {
                    int reach = Math.min(size, DeflateWriter.WINDOW);
                    match(3 + random.nextInt(random.nextBoolean() ? 10 : 800), 1 + random.nextInt(reach));
                } else {
                    literals(new byte[] {(byte) random.nextInt(bound)});
                }
            }
            end();
        }
    }

    private void begin() {
        packed.reset();
        size = 0;
        writer.begin();
    }

    private void literals(byte[] bytes) {
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, expected, size, bytes.length);
        size += bytes.length;
        writer.literals(bytes, 0, bytes.length);
    }

    private void match(int length, int distance) {
        makeRoom(length);
        for (int i = 0; i < length; i++, size++) {
            expected[size] = expected[size - distance];
        }
        writer.match(length, distance);
    }

    private void makeRoom(int bytes) {
        if (expected.length - size < bytes) {
            expected = Arrays.copyOf(expected, 2 * (size + bytes));
        }
    }

    private void end() throws IOException {
        writer.end();
        byte[] unpacked = new InflaterInputStream(new ByteArrayInputStream(packed.toByteArray()), new Inflater(true))
                .readAllBytes();
        assertThat(unpacked).isEqualTo(Arrays.copyOf(expected, size));
    }
}
