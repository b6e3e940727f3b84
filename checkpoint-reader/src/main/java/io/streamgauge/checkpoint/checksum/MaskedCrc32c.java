package io.streamgauge.checkpoint.checksum;

import java.util.zip.CRC32C;

/**
 * CRC-32C, masked so that a checksum of bytes with checksums in them stays a good one: of RocksDB's blocks and logs ({@code util/crc32c.h})
 * and of Snappy's framing format, section 3.
 */
public final class MaskedCrc32c {
    private static final int DELTA = 0xa282ead8;

    private MaskedCrc32c() {}

    /** Of so many bytes from {@code start} on. Any thread. */
    public static int of(byte[] bytes, int start, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + DELTA;
    }
}
