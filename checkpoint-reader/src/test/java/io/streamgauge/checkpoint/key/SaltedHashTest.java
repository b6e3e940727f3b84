package io.streamgauge.checkpoint.key;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SaltedHashTest {

    /** Of the authors' reference, in vectors.h: secret 00..0f, message 00, 01, ... of each length, read as little-endian. */
    @ParameterizedTest
    @CsvSource({
        "0,726fdb47dd0e0e31",
        "1,74f839c593dc67fd",
        "7,ab0200f58b01d137",
        "8,93f5f5799a932462",
        "15,a129ca6149be45e5",
    })
    void isSipHash(int length, String expected) {
        byte[] secret = new byte[16];
        byte[] message = new byte[3 + length];
        for (int i = 0; i < 16; i++) {
            secret[i] = (byte) i;
        }
        for (int i = 0; i < length; i++) {
            message[3 + i] = (byte) i;
        }

        assertThat(Long.toHexString(new SaltedHash(secret).hash(message, 3, length)))
                .isEqualTo(expected);
    }

    @Test
    void anotherSecretMakesOtherHashes() {
        byte[] message = {1, 2, 3};
        Set<Long> hashes = new HashSet<>();
        for (int i = 0; i < 16; i++) {
            byte[] secret = new byte[16];
            secret[i] = 1;
            hashes.add(new SaltedHash(secret).hash(message, 0, 3));
        }
        assertThat(hashes).hasSize(16);
    }

    @Test
    void needsAWholeSecret() {
        assertThatThrownBy(() -> new SaltedHash(new byte[8])).hasMessageContaining("expected 16 bytes, found 8");
    }
}
