package io.streamgauge.checkpoint.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Longs as Java's data streams write them. */
final class BigEndian {

    static final int LONG_BYTES = 8;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static long read(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }
}
