package io.streamgauge.agent.output.prometheus.text;

import java.util.ArrayDeque;
import java.util.Deque;

/** Byte arrays that pages are made of, kept for the next page. Thread-safe. */
public final class ChunkPool {

    static final int CHUNK_BYTES = 128 << 10;

    private final int keptChunks;
    private final Deque<byte[]> free = new ArrayDeque<>();

    public ChunkPool(long keptBytes) {
        keptChunks = (int) (keptBytes / CHUNK_BYTES);
    }

    public synchronized byte[] take() {
        byte[] chunk = free.pollLast();
        return chunk == null ? new byte[CHUNK_BYTES] : chunk;
    }

    public synchronized void give(byte[] chunk) {
        if (free.size() < keptChunks) {
            free.addLast(chunk);
        }
    }
}
