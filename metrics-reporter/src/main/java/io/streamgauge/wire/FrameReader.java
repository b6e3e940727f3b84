package io.streamgauge.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Primitive reads from one frame, every one checked against its end. Not thread-safe. */
final class FrameReader {

    private final ByteBuffer bytes;
    private final int start;
    private final int type;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    FrameReader(ByteBuffer frame) throws MalformedFrameException {
        bytes = frame.slice();
        start = bytes.position();
        if (!bytes.hasRemaining()) {
            throw new MalformedFrameException(-1, 0, "empty; expected a frame type");
        }
        type = bytes.get() & 0xFF;
    }

    int type() {
        return type;
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    MalformedFrameException malformed(String problem) {
        return new MalformedFrameException(type, bytes.position() - start, problem);
    }

    int readByte() throws MalformedFrameException {
        need(1);
        return bytes.get() & 0xFF;
    }

    int readInt() throws MalformedFrameException {
        need(4);
        return bytes.getInt();
    }

    double readDouble() throws MalformedFrameException {
        need(8);
        return bytes.getDouble();
    }

    long readVarint() throws MalformedFrameException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = readByte();
            // The tenth byte holds the one bit that is left of 64.
            if (shift == 63 && next > 1) {
                break;
            }
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw malformed("number longer than 64 bits");
    }

    long readZigzag() throws MalformedFrameException {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    int readId(String what) throws MalformedFrameException {
        long value = readVarint();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw malformed(what + " " + Long.toUnsignedString(value) + "; expected 0.." + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    /** A count of entries that follow, each at least {@code minBytes} long: bounded by what is left of the frame. */
    int readCount(String what, int limit, int minBytes) throws MalformedFrameException {
        long value = readVarint();
        long fits = Math.min(limit, bytes.remaining() / minBytes);
        if (value < 0 || value > fits) {
            throw malformed(what + " count " + Long.toUnsignedString(value) + "; expected at most " + fits);
        }
        return (int) value;
    }

    String readString() throws MalformedFrameException {
        long size = readVarint();
        if (size < 0 || size > Protocol.MAX_STRING_BYTES || size > bytes.remaining()) {
            throw malformed("string of " + Long.toUnsignedString(size) + " bytes; expected at most "
                    + Math.min(Protocol.MAX_STRING_BYTES, bytes.remaining()));
        }
        if (size == 0) {
            return "";
        }
        ByteBuffer text = bytes.slice();
        text.limit((int) size);
        try {
            String value = decoder.decode(text).toString();
            bytes.position(bytes.position() + (int) size);
            return value;
        } catch (CharacterCodingException e) {
            throw malformed("string is not UTF-8");
        }
    }

    /** All that is left of the frame; not a copy. */
    ByteBuffer readRest() {
        ByteBuffer rest = bytes.slice();
        bytes.position(bytes.limit());
        return rest;
    }

    Map<String, Object> readAttributes() throws MalformedFrameException {
        int count = readCount("attribute", Protocol.MAX_ENTRIES, 2);
        Map<String, Object> attributes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put(readString(), readAttribute());
        }
        return attributes;
    }

    private Object readAttribute() throws MalformedFrameException {
        int kind = readByte();
        switch (kind) {
            case Attributes.STRING:
                return readString();
            case Attributes.LONG:
                return readZigzag();
            case Attributes.DOUBLE:
                return readDouble();
            case Attributes.FALSE:
                return false;
            case Attributes.TRUE:
                return true;
            default:
                throw malformed("attribute kind " + kind + "; expected 0..4");
        }
    }

    private void need(int count) throws MalformedFrameException {
        if (bytes.remaining() < count) {
            throw malformed("cut short: expected " + count + " more bytes, found " + bytes.remaining());
        }
    }
}
