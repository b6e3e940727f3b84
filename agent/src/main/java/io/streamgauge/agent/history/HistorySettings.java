package io.streamgauge.agent.history;

import io.streamgauge.agent.history.codec.BlockCodec;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is remembered, and for how long.
 *
 * @param directory belongs to one agent alone
 * @param maxBytes the directory is cut back to this at the end of each block, oldest data first; RocksDB needs room of
 *     its own for a while when it merges files, so leave a quarter free beside it
 * @param maxAge older data are dropped
 * @param window how far back an analysis sees
 * @param windowPoints most points of one series in a window; older points are thinned first
 * @param windowBytes memory for the window; with many series each has fewer points, then further series are refused
 * @param blockTicks ticks that are stored together
 */
public record HistorySettings(
        Path directory,
        long maxBytes,
        Duration maxAge,
        Duration window,
        int windowPoints,
        long windowBytes,
        int blockTicks) {

    public static final long MIN_BYTES = 4L << 20;
    public static final int MIN_WINDOW_POINTS = 30;

    public HistorySettings {
        require(maxBytes >= MIN_BYTES, "maxBytes", maxBytes);
        require(!maxAge.isNegative() && !maxAge.isZero(), "maxAge", maxAge);
        require(!window.isNegative() && !window.isZero(), "window", window);
        require(windowPoints >= MIN_WINDOW_POINTS, "windowPoints", windowPoints);
        require(windowBytes >= 1 << 20, "windowBytes", windowBytes);
        require(blockTicks >= 2 && blockTicks <= BlockCodec.MAX_TICKS, "blockTicks", blockTicks);
    }

    /** The window holds the longest look back of the leak analysis. */
    public static HistorySettings defaults(Path directory) {
        return new HistorySettings(
                directory, 2L << 30, Duration.ofDays(30), Duration.ofDays(10), 1_440, 256L << 20, 120);
    }

    private static void require(boolean holds, String name, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("history." + name + ": out of range: " + found);
        }
    }
}
