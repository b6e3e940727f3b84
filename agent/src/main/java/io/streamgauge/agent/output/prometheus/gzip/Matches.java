package io.streamgauge.agent.output.prometheus.gzip;

import io.streamgauge.agent.output.prometheus.deflate.DeflateWriter;

/** Hands literals and matches on; matches that go on at the same distance become one. Not thread-safe. */
final class Matches {

    private final DeflateWriter deflate;
    private int openBytes;
    private long openDistance;

    Matches(DeflateWriter deflate) {
        this.deflate = deflate;
    }

    void begin() {
        openBytes = 0;
        deflate.begin();
    }

    /** Ends the block and the deflate stream. */
    void end() {
        close();
        deflate.end();
    }

    /** Whether what comes next, of this distance, costs nothing but length. */
    boolean goesOnAt(long distance) {
        return openBytes > 0 && openDistance == distance;
    }

    /**
     * Repeats what was written before.
     *
     * @param count {@link DeflateWriter#MIN_MATCH} or more, unless it goes on
     * @param distance within the window
     */
    void copy(long distance, int count) {
        if (goesOnAt(distance)) {
            openBytes += count;
        } else {
            close();
            openBytes = count;
            openDistance = distance;
        }
    }

    void literals(byte[] bytes, int from, int to) {
        if (from < to) {
            close();
            deflate.literals(bytes, from, to);
        }
    }

    void literal(char ascii) {
        close();
        deflate.literal((byte) ascii);
    }

    private void close() {
        if (openBytes > 0) {
            deflate.match(openBytes, (int) openDistance);
            openBytes = 0;
        }
    }
}
