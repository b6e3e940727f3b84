package io.streamgauge.checkpoint.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012) with a secret key: tells keys apart without showing them. Who does not have the secret cannot
 * try out keys against a hash. Immutable and safe for use by several threads; makes no garbage.
 */
public final class SaltedHash {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SECRET_BYTES = 16;

    private final long secret0;
    private final long secret1;

    /**
     * Hashes with this secret.
     *
     * @param secret 16 bytes that nobody guesses
     */
    public SaltedHash(byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("secret: expected " + SECRET_BYTES + " bytes, found " + secret.length);
        }
        secret0 = (long) LONG.get(secret, 0);
        secret1 = (long) LONG.get(secret, 8);
    }

    /** Of {@code length} bytes from {@code start}. */
    public long hash(byte[] bytes, int start, int length) {
        long v0 = secret0 ^ 0x736f6d6570736575L;
        long v1 = secret1 ^ 0x646f72616e646f6dL;
        long v2 = secret0 ^ 0x6c7967656e657261L;
        long v3 = secret1 ^ 0x7465646279746573L;
        int wholeEnd = start + (length & ~7);
        // One word more than the whole ones: the last bytes and the length; then the final rounds with a word of
        // nothing.
        for (int at = start; ; at += 8) {
            boolean last = at == wholeEnd;
            long word = last ? lastWord(bytes, at, length) : (long) LONG.get(bytes, at);
            v3 ^= word;
            int rounds = 2;
            while (true) {
                for (int i = 0; i < rounds; i++) {
                    v0 += v1;
                    v2 += v3;
                    v1 = Long.rotateLeft(v1, 13) ^ v0;
                    v3 = Long.rotateLeft(v3, 16) ^ v2;
                    v0 = Long.rotateLeft(v0, 32);
                    v2 += v1;
                    v0 += v3;
                    v1 = Long.rotateLeft(v1, 17) ^ v2;
                    v3 = Long.rotateLeft(v3, 21) ^ v0;
                    v2 = Long.rotateLeft(v2, 32);
                }
                if (rounds == 4) {
                    return v0 ^ v1 ^ v2 ^ v3;
                }
                v0 ^= word;
                if (!last) {
                    break;
                }
                v2 ^= 0xff;
                rounds = 4;
            }
        }
    }

    private static long lastWord(byte[] bytes, int at, int length) {
        long word = (long) length << 56;
        for (int i = 0; i < (length & 7); i++) {
            word |= (bytes[at + i] & 0xffL) << (8 * i);
        }
        return word;
    }
}
