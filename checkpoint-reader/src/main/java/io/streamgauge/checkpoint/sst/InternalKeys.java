package io.streamgauge.checkpoint.sst;

import io.streamgauge.checkpoint.CheckpointFormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** RocksDB's internal keys: the user key, then eight bytes of sequence number and type ({@code db/dbformat.h}). */
final class InternalKeys {

    static final int TRAILER_BYTES = 8;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private InternalKeys() {}

    static int userKeyLength(int keyLength) {
        return keyLength - TRAILER_BYTES;
    }

    static long trailer(String file, long blockOffset, byte[] key, int keyLength) throws CheckpointFormatException {
        if (keyLength < TRAILER_BYTES) {
            throw new CheckpointFormatException(
                    file,
                    blockOffset,
                    "found in this block a key of " + keyLength + " bytes, expected at least " + TRAILER_BYTES);
        }
        return (long) LONG.get(key, keyLength - TRAILER_BYTES);
    }

    static long sequence(long trailer) {
        return trailer >>> 8;
    }

    static int type(long trailer) {
        return (int) trailer & 0xff;
    }
}
