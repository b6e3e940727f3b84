package io.streamgauge.checkpoint.storage;

import java.util.Optional;

/** The encoding of text that {@link java.io.DataOutput#writeUTF} describes. */
final class ModifiedUtf8 {
    private ModifiedUtf8() {}

    /** Empty for bytes that are not this encoding. */
    static Optional<String> decode(byte[] bytes, int length) {
        char[] chars = new char[length];
        int count = 0;
        int at = 0;
        while (at < length) {
            int first = bytes[at] & 0xff;
            int width = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : 0;
            if (width == 0 || at + width > length) {
                return Optional.empty();
            }
            int value = width == 1 ? first : first & (width == 2 ? 0x1f : 0x0f);
            for (int i = 1; i < width; i++) {
                int next = bytes[at + i] & 0xff;
                if (next >> 6 != 2) {
                    return Optional.empty();
                }
                value = value << 6 | (next & 0x3f);
            }
            chars[count++] = (char) value;
            at += width;
        }
        return Optional.of(new String(chars, 0, count));
    }
}
