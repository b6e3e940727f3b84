package io.streamgauge.agent.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the history fares.
 *
 * @param series in the window
 * @param directoryBytes as of the last block; what the store takes on disk
 * @param oldest the first tick that is still stored or held; null while there is none
 * @param unstoredTicks held in memory only, because the store cannot be written
 * @param problem why not, in words; null when all is well
 */
public record HistoryStatus(
        int series, long directoryBytes, @Nullable Instant oldest, int unstoredTicks, @Nullable String problem) {}
