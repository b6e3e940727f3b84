package io.streamgauge.checkpoint.sst.block;

import com.dynatrace.hash4j.hashing.Hasher32;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.streamgauge.checkpoint.checksum.MaskedCrc32c;
import org.jspecify.annotations.Nullable;

/** What guards the blocks of a file; RocksDB's {@code ChecksumType}, in the order of its codes. Safe for use by several threads. */
public enum ChecksumType {
    NONE {
        @Override
        int compute(byte[] bytes, int start, int length) {
            return 0;
        }
    },
    CRC32C {
        @Override
        int compute(byte[] bytes, int start, int length) {
            return MaskedCrc32c.of(bytes, start, length);
        }
    },
    XXHASH {
        @Override
        int compute(byte[] bytes, int start, int length) {
            return XXH32.hashBytesToInt(bytes, start, length);
        }
    },
    XXHASH64 {
        @Override
        int compute(byte[] bytes, int start, int length) {
            return (int) XXH64.hashBytesToLong(bytes, start, length);
        }
    },
    XXH3 {
        /** The last byte, for blocks the compression type, is mixed in afterwards: {@code ModifyChecksumForLastByte} in table/format.cc. */
        @Override
        int compute(byte[] bytes, int start, int length) {
            if (length == 0) {
                return 0;
            }
            int hash = (int) XXH3_64.hashBytesToLong(bytes, start, length - 1);
            return hash ^ (bytes[start + length - 1] & 0xff) * 0x6b9083d9;
        }
    };

    private static final Hasher32 XXH32 = Hashing.xxh32();
    private static final Hasher64 XXH64 = Hashing.xxh64();
    private static final Hasher64 XXH3_64 = Hashing.xxh3_64();
    private static final ChecksumType[] BY_CODE = values();

    /** Over the bytes, as RocksDB stores it. */
    abstract int compute(byte[] bytes, int start, int length);

    /** Null for a code that RocksDB does not know. */
    static @Nullable ChecksumType of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
