package io.streamgauge.agent.output.prometheus.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes one deflate block of literals and matches as it is told, without a search of its own. Codes are those that would
 * have been best for a block written before. Not thread-safe.
 */
public final class DeflateWriter {

    /** How far back a match may reach. */
    public static final int WINDOW = 32_768;

    public static final int MIN_MATCH = 3;
    /** Longer matches are written as several. */
    public static final int MAX_MATCH = 258;

    /** Blocks of a kind differ little: the codes of the first few serve long. */
    private static final int LEARN_FIRST = 4;

    private static final int LEARN_EVERY = 16;

    private static final int LITERALS = 286;
    private static final int DISTANCES = 30;
    private static final int END_OF_BLOCK = 256;
    private static final int BUFFER_BYTES = 32 << 10;
    /** Room for what may be written before the next look at the end. */
    private static final int SLACK_BYTES = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int[] CODE_LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final byte[] LENGTH_SYMBOL = new byte[MAX_MATCH + 1];
    private static final int[] LENGTH_BASE = new int[29];
    private static final int[] LENGTH_EXTRA = new int[29];
    private static final byte[] DISTANCE_SYMBOL = new byte[512];
    private static final int[] DISTANCE_BASE = new int[DISTANCES];
    private static final int[] DISTANCE_EXTRA = new int[DISTANCES];

    static {
        int base = MIN_MATCH;
        for (int symbol = 0; symbol < 28; symbol++) {
            LENGTH_EXTRA[symbol] = symbol < 8 ? 0 : (symbol - 4) / 4;
            LENGTH_BASE[symbol] = base;
            for (int i = 0; i < 1 << LENGTH_EXTRA[symbol] && base <= MAX_MATCH; i++) {
                LENGTH_SYMBOL[base++] = (byte) symbol;
            }
        }
        // The longest match has a symbol of its own.
        LENGTH_BASE[28] = MAX_MATCH;
        LENGTH_SYMBOL[MAX_MATCH] = 28;
        int distance = 1;
        for (int symbol = 0; symbol < DISTANCES; symbol++) {
            DISTANCE_EXTRA[symbol] = symbol < 4 ? 0 : (symbol - 2) / 2;
            DISTANCE_BASE[symbol] = distance;
            for (int i = 0; i < 1 << DISTANCE_EXTRA[symbol]; i++, distance++) {
                int place = distance <= 256 ? distance - 1 : 256 + ((distance - 1) >> 7);
                DISTANCE_SYMBOL[place] = (byte) symbol;
            }
        }
    }

    /** Takes the bytes. */
    public interface Sink {
        void write(byte[] bytes, int from, int count);
    }

    private final Sink sink;
    private final byte[] buffer = new byte[BUFFER_BYTES + SLACK_BYTES];
    private int length;
    private long blocks;
    private long pending;
    private int pendingBits;

    private final int[] literalFrequencies = new int[LITERALS];
    private final int[] distanceFrequencies = new int[DISTANCES];
    private HuffmanCode literals;
    private HuffmanCode distances;
    private final int[] literalBits = new int[LITERALS];
    private final int[] literalLengths = new int[LITERALS];
    // Of matches by length: code and extra bits as one.
    private final int[] matchBits = new int[MAX_MATCH + 1];
    private final int[] matchLengths = new int[MAX_MATCH + 1];
    private final int[] distanceBits = new int[DISTANCES];
    private final int[] distanceLengths = new int[DISTANCES];

    public DeflateWriter(Sink sink) {
        this.sink = sink;
        guess();
        literals = HuffmanCode.of(literalFrequencies);
        distances = HuffmanCode.of(distanceFrequencies);
        adopt();
    }

    /** Starts the last block of a stream, at a byte boundary. */
    public void begin() {
        length = 0;
        pending = 0;
        pendingBits = 0;
        Arrays.fill(literalFrequencies, 0);
        Arrays.fill(distanceFrequencies, 0);
        put(1, 1);
        put(2, 2);
        put(LITERALS - 257, 5);
        put(DISTANCES - 1, 5);
        writeCodes();
    }

    public void literals(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            literal(bytes[i]);
        }
    }

    public void literal(byte value) {
        int symbol = value & 0xFF;
        literalFrequencies[symbol]++;
        put(literalBits[symbol], literalLengths[symbol]);
    }

    /**
     * Repeats what was written before.
     *
     * @param count {@link #MIN_MATCH} or more, without bound
     * @param distance 1 to {@link #WINDOW}
     */
    public void match(int count, int distance) {
        int place = distance <= 256 ? distance - 1 : 256 + ((distance - 1) >> 7);
        int symbol = DISTANCE_SYMBOL[place];
        int codeLength = distanceLengths[symbol];
        long distanceCode = distanceBits[symbol] | ((long) (distance - DISTANCE_BASE[symbol]) << codeLength);
        int distanceLength = codeLength + DISTANCE_EXTRA[symbol];
        int left = count;
        while (left > 0) {
            int part = Math.min(left, MAX_MATCH);
            // Never leave a rest too short to be a match.
            if (left - part > 0 && left - part < MIN_MATCH) {
                part = left - MIN_MATCH;
            }
            left -= part;
            literalFrequencies[257 + LENGTH_SYMBOL[part]]++;
            distanceFrequencies[symbol]++;
            int length = matchLengths[part];
            put(matchBits[part] | (distanceCode << length), length + distanceLength);
        }
    }

    /** Ends the block and the stream; what was learnt serves the next. */
    public void end() {
        put(literalBits[END_OF_BLOCK], literalLengths[END_OF_BLOCK]);
        literalFrequencies[END_OF_BLOCK]++;
        put(0, 7);
        // Whole bytes only: the seven bits have filled up the last.
        sink.write(buffer, 0, length);
        length = 0;
        if (blocks < LEARN_FIRST || blocks % LEARN_EVERY == 0) {
            literals = HuffmanCode.of(literalFrequencies);
            distances = HuffmanCode.of(distanceFrequencies);
            adopt();
        }
        blocks++;
    }

    /** At most 48 bits at a time, which is what a match takes. */
    private void put(long bits, int count) {
        long all = pending | (bits << pendingBits);
        int allBits = pendingBits + count;
        LONG.set(buffer, length, all);
        int bytes = allBits >>> 3;
        length += bytes;
        pending = all >>> (bytes << 3);
        pendingBits = allBits & 7;
        if (length >= BUFFER_BYTES) {
            sink.write(buffer, 0, length);
            length = 0;
        }
    }

    /** Before anything was learnt: as pages of Flink's metrics are, numbers between matches of a line or so back. */
    private void guess() {
        Arrays.fill(literalFrequencies, 0, 128, 2);
        Arrays.fill(literalFrequencies, '0', '9' + 1, 55);
        Arrays.fill(literalFrequencies, 'a', 'f' + 1, 14);
        for (char c : new char[] {'"', '}', ' ', '.'}) {
            literalFrequencies[c] = 25;
        }
        Arrays.fill(literalFrequencies, END_OF_BLOCK + 1, LITERALS - 1, 8);
        literalFrequencies[LITERALS - 1] = 55;
        Arrays.fill(distanceFrequencies, 4);
        Arrays.fill(distanceFrequencies, 15, 19, 80);
    }

    private void adopt() {
        for (int symbol = 0; symbol < LITERALS; symbol++) {
            literalBits[symbol] = literals.bits(symbol);
            literalLengths[symbol] = literals.length(symbol);
        }
        for (int count = MIN_MATCH; count <= MAX_MATCH; count++) {
            int symbol = LENGTH_SYMBOL[count];
            int codeLength = literals.length(257 + symbol);
            matchBits[count] = literals.bits(257 + symbol) | ((count - LENGTH_BASE[symbol]) << codeLength);
            matchLengths[count] = codeLength + LENGTH_EXTRA[symbol];
        }
        for (int symbol = 0; symbol < DISTANCES; symbol++) {
            distanceBits[symbol] = distances.bits(symbol);
            distanceLengths[symbol] = distances.length(symbol);
        }
    }

    /** RFC 1951, 3.2.7, without run lengths: every symbol has a code, so there are no long runs. */
    private void writeCodes() {
        int[] frequencies = new int[CODE_LENGTH_ORDER.length];
        for (int symbol = 0; symbol < LITERALS; symbol++) {
            frequencies[literals.length(symbol)]++;
        }
        for (int symbol = 0; symbol < DISTANCES; symbol++) {
            frequencies[distances.length(symbol)]++;
        }
        HuffmanCode lengths = HuffmanCode.of(frequencies, 7);
        put(CODE_LENGTH_ORDER.length - 4, 4);
        for (int symbol : CODE_LENGTH_ORDER) {
            put(lengths.length(symbol), 3);
        }
        for (int symbol = 0; symbol < LITERALS; symbol++) {
            put(lengths.bits(literals.length(symbol)), lengths.length(literals.length(symbol)));
        }
        for (int symbol = 0; symbol < DISTANCES; symbol++) {
            put(lengths.bits(distances.length(symbol)), lengths.length(distances.length(symbol)));
        }
    }
}
