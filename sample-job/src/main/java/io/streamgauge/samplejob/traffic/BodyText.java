package io.streamgauge.samplejob.traffic;

/** Text of a given mean length that does not compress well, as real text of many people does not. */
final class BodyText {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .";
    private static final int BITS_PER_CHARACTER = 6;
    private static final int CHARACTERS_PER_HASH = Long.SIZE / BITS_PER_CHARACTER;

    private final SeededHash hash;

    BodyText(SeededHash hash) {
        this.hash = hash;
    }

    /** Half to one and a half times the mean length. All characters are one byte in UTF-8. */
    String text(int meanBytes, long a, long b) {
        int length = Math.max(1, (int) (meanBytes * (0.5 + hash.unit(a, b))));
        char[] text = new char[length];
        long bits = hash.of(a, b);
        for (int i = 0; i < length; i++) {
            if (i % CHARACTERS_PER_HASH == 0) {
                bits = SeededHash.mix(bits);
            }
            text[i] = ALPHABET.charAt((int) (bits >>> (i % CHARACTERS_PER_HASH * BITS_PER_CHARACTER)) & 63);
        }
        return new String(text);
    }
}
