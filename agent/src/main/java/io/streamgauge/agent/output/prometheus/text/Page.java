package io.streamgauge.agent.output.prometheus.text;

import java.util.ArrayList;
import java.util.List;

/** A finished answer in chunks of a pool. {@link #release} gives them back, once no one reads them. */
public final class Page implements ChunkedOutput.Sink {

    private final ChunkPool pool;
    private final List<byte[]> chunks = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private long bytes;

    public Page(ChunkPool pool) {
        this.pool = pool;
    }

    @Override
    public byte[] full(byte[] chunk, int length) {
        chunks.add(chunk);
        lengths.add(length);
        bytes += length;
        return pool.take();
    }

    public int chunks() {
        return chunks.size();
    }

    public byte[] chunk(int index) {
        return chunks.get(index);
    }

    public int length(int index) {
        return lengths.get(index);
    }

    public long bytes() {
        return bytes;
    }

    /** Only once, and after the last read. */
    public void release() {
        chunks.forEach(pool::give);
        chunks.clear();
    }

    /** For tests and callers that want it whole. */
    public byte[] toByteArray() {
        byte[] whole = new byte[Math.toIntExact(bytes)];
        int at = 0;
        for (int i = 0; i < chunks.size(); i++) {
            System.arraycopy(chunks.get(i), 0, whole, at, lengths.get(i));
            at += lengths.get(i);
        }
        return whole;
    }
}
