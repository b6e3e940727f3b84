package io.streamgauge.checkpoint;

import java.io.IOException;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

/** Damages bytes in every way that is cheap to try, and holds a parser to what it promises for them. */
public final class Hostile {
    /** Windows and messages, whatever the size of the input. */
    private static final long CONSTANT_BYTES = 512 * 1024;
    /** Most that a byte of input may cost. */
    private static final long FACTOR = 100;

    private int refused;
    private int accepted;

    /** Parses, and throws what it throws. */
    public interface Parser {
        void parse(byte[] bytes) throws IOException;
    }

    /** Cut after each byte: unless told otherwise none of these may be taken for a whole. */
    public static Hostile truncations(byte[] sample, Parser parser) throws Exception {
        Hostile tally = new Hostile();
        for (int length = 0; length < sample.length; length++) {
            tally.attempt(Arrays.copyOf(sample, length), parser);
        }
        return tally;
    }

    /** Each bit alone. */
    public static Hostile bitFlips(byte[] sample, Parser parser) throws Exception {
        Hostile tally = new Hostile();
        for (int bit = 0; bit < sample.length * 8; bit++) {
            byte[] damaged = sample.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            tally.attempt(damaged, parser);
        }
        return tally;
    }

    /** Each four bytes in turn made to a huge, a negative and an ordinary number: counts and lengths are among them. */
    public static Hostile hugeNumbers(byte[] sample, Parser parser) throws Exception {
        Hostile tally = new Hostile();
        for (int value : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 0x00ff_ffff, 1 << 15}) {
            for (int at = 0; at + 4 <= sample.length; at++) {
                byte[] damaged = sample.clone();
                for (int i = 0; i < 4; i++) {
                    damaged[at + i] = (byte) (value >> (24 - 8 * i));
                }
                tally.attempt(damaged, parser);
            }
        }
        return tally;
    }

    public int refused() {
        return refused;
    }

    public int accepted() {
        return accepted;
    }

    private void attempt(byte[] bytes, Parser parser) throws Exception {
        long allocated = Allocation.bytesOf(() -> {
            try {
                parser.parse(bytes);
                accepted++;
            } catch (CheckpointFormatException e) {
                refused++;
                assertThat(e).hasMessageContaining("expected");
            }
        });
        assertThat(allocated).isLessThan(CONSTANT_BYTES + FACTOR * bytes.length);
    }
}
