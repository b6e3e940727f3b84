package io.streamgauge.agent.profile.jfr;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers and texts of a JFR file, never past a limit. Each thing read costs a step, and steps are bounded by the file's
 * size: bytes that send a reader round in circles end in an error. For one thread.
 */
final class JfrCursor {

    private static final long STEPS_PER_BYTE = 16;

    private final byte[] bytes;
    private int position;
    private int limit;
    private long stepsLeft;

    JfrCursor(byte[] bytes) {
        this.bytes = bytes;
        this.limit = bytes.length;
        this.stepsLeft = 1_000 + STEPS_PER_BYTE * bytes.length;
    }

    int position() {
        return position;
    }

    int remaining() {
        return limit - position;
    }

    /** Goes to a position, from where bytes up to another can be read. */
    void window(long from, long to) throws JfrFormatException {
        if (from < 0 || to < from || to > bytes.length) {
            throw new JfrFormatException(
                    "part from byte " + from + " to " + to + ": not within the file of " + bytes.length);
        }
        position = (int) from;
        limit = (int) to;
    }

    int u1() throws JfrFormatException {
        need(1);
        return bytes[position++] & 0xff;
    }

    long big(int size) throws JfrFormatException {
        need(size);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | (bytes[position++] & 0xff);
        }
        return value;
    }

    /** 1 to 9 bytes, low bits first; the ninth has eight of them. */
    long number() throws JfrFormatException {
        long value = 0;
        for (int shift = 0; shift < 56; shift += 7) {
            int next = u1();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        return value | (long) u1() << 56;
    }

    /** How many elements follow, each of a byte at least. */
    int count() throws JfrFormatException {
        long count = number();
        if (count < 0 || count > remaining()) {
            throw new JfrFormatException(count + " elements at byte " + position + ": more than there are bytes");
        }
        return (int) count;
    }

    /** Null when there is none. Of a reference into the pool of strings, null too: async-profiler writes none. */
    @Nullable
    String text() throws JfrFormatException {
        int encoding = u1();
        return switch (encoding) {
            case 0 -> null;
            case 1 -> "";
            case 2 -> {
                number();
                yield null;
            }
            case 3 -> text(StandardCharsets.UTF_8);
            case 4 -> characters();
            case 5 -> text(StandardCharsets.ISO_8859_1);
            default -> throw new JfrFormatException("encoding " + encoding + " of a text at byte " + (position - 1));
        };
    }

    private String characters() throws JfrFormatException {
        int length = count();
        StringBuilder chars = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            chars.append((char) number());
        }
        return chars.toString();
    }

    private String text(Charset charset) throws JfrFormatException {
        int length = count();
        need(length);
        String text = new String(bytes, position, length, charset);
        position += length;
        return text;
    }

    void step() throws JfrFormatException {
        if (--stepsLeft < 0) {
            throw new JfrFormatException("goes round in circles at byte " + position);
        }
    }

    private void need(int size) throws JfrFormatException {
        step();
        if (size > remaining()) {
            throw new JfrFormatException("ends at byte " + limit + " in the middle of something");
        }
    }
}
