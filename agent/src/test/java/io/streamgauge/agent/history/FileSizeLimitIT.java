package io.streamgauge.agent.history;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Failing writes for those who may not mount a small disk: a limit on the size of files. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FileSizeLimitIT {

    @TempDir
    Path directory;

    @Test
    void goesOnInMemoryAndStoresEverythingOnceFilesMayGrow() {
        long tick = 0;
        try (HistoryChild child = HistoryChild.startStepwise(directory)) {
            String line = child.step();
            child.limitFiles("131072");
            // A file that is full is left for a new one, so writes fail again and again.
            int failed = 0;
            while (failed < 20) {
                line = child.step();
                assertThat(++tick).as("ticks without enough failing writes").isLessThan(5_000);
                if (!line.equals(Long.toString(tick))) {
                    assertThat(line).startsWith(tick + " history is kept in memory only: ");
                    failed++;
                }
            }
            child.limitFiles("unlimited");
            do {
                line = child.step();
                tick++;
                assertThat(tick).as("ticks until it works again").isLessThan(6_000);
            } while (!line.equals(Long.toString(tick)));
            child.kill(tick);
        }
        HistoryFixture.Counts counts = new HistoryFixture.Counts();
        try (History history = History.open(HistoryFixture.settings(directory), counts)) {
            for (int i = 0; i < HistoryChild.SERIES; i++) {
                assertThat(HistoryFixture.series(history, tick, i)).isEqualTo(HistoryFixture.expected(i, 0, tick + 1));
            }
        }
        assertThat(counts.corrupt).isZero();
    }
}
