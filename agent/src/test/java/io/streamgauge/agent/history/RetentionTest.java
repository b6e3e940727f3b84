package io.streamgauge.agent.history;

import io.streamgauge.agent.history.store.RocksStore;
import io.streamgauge.agent.history.store.StoreDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.streamgauge.agent.history.HistoryFixture.at;
import static io.streamgauge.agent.history.HistoryFixture.bounded;
import static org.assertj.core.api.Assertions.assertThat;

class RetentionTest {

    @TempDir
    Path directory;

    private final HistoryFixture.Counts counts = new HistoryFixture.Counts();

    @Test
    void staysWithinItsSizeAndDropsTheOldestFirst() {
        long maxBytes = HistorySettings.MIN_BYTES;
        try (History history = History.open(bounded(directory, maxBytes, Duration.ofDays(300)), counts)) {
            long largest = 0;
            Instant oldest = at(0);
            for (int tick = 0; tick < 2_400; tick++) {
                history.append(HistoryFixture.noiseTick(tick, 500));
                if (tick % 8 == 7) {
                    largest = Math.max(largest, directoryBytes());
                    Instant now = Objects.requireNonNull(history.status().oldest());
                    assertThat(now).isAfterOrEqualTo(oldest);
                    oldest = now;
                }
            }
            // 1.2 M random doubles: more than twice what may stay. RocksDB may be a file ahead.
            assertThat(largest).isLessThan(maxBytes * 5 / 4);
            assertThat(history.status().directoryBytes()).isBetween(maxBytes / 4, maxBytes);
            assertThat(oldest).isAfter(at(1_200)).isBefore(at(2_300));
            assertThat(HistoryFixture.series(history, 2_399, 3).size()).isPositive();
        }
        assertThat(counts.storageErrors).isZero();
    }

    @Test
    void dropsWhatIsTooOldWithItsSeries() {
        HistorySettings settings = bounded(directory, 64L << 20, Duration.ofDays(3));
        try (History history = History.open(settings, counts)) {
            for (int hour = 0; hour < 24 * 10; hour++) {
                // A new series each day, as a job resubmitted with a new id brings.
                history.append(HistoryFixture.tick(
                        HistoryFixture.START.plus(Duration.ofHours(hour)), HistoryFixture.sample(hour / 24, hour)));
            }
            Instant newest = HistoryFixture.START.plus(Duration.ofHours(24 * 10 - 1));
            assertThat(Duration.between(Objects.requireNonNull(history.status().oldest()), newest))
                    .isBetween(
                            Duration.ofDays(3).minusHours(1), Duration.ofDays(3).plusHours(16));
        }
        assertThat(storedSeries(settings)).isLessThanOrEqualTo(6);
    }

    private long storedSeries(HistorySettings settings) {
        long[] count = {0};
        try (RocksStore store = new StoreDirectory(directory, settings.maxBytes()).open()) {
            store.scan(RocksStore.Family.SERIES, new byte[0], null, (key, value) -> count[0]++);
        } catch (IOException | org.rocksdb.RocksDBException e) {
            throw new IllegalStateException(e);
        }
        return count[0];
    }

    private long directoryBytes() {
        long bytes = 0;
        for (File file : Objects.requireNonNull(directory.resolve("db").toFile().listFiles())) {
            bytes += file.length(); // 0 once it is removed
        }
        return bytes;
    }
}
