package io.streamgauge.agent.history;

import io.streamgauge.agent.history.store.HistoryException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HistoryKillIT {

    @TempDir
    Path directory;

    private final HistoryFixture.Counts counts = new HistoryFixture.Counts();

    @Test
    void whatWasCommittedSurvivesSigkillWhereverItStrikes() {
        long next = 0;
        for (int kill = 0; kill < 8; kill++) {
            long last = -1;
            try (HistoryChild child = HistoryChild.start(directory, next)) {
                // Blocks have eight ticks: some of the kills hit the making of one.
                for (int lines = 0; lines < 50 + kill * 37; lines++) {
                    last = Long.parseLong(child.line());
                }
                last = child.kill(last);
            }
            next = checkUpTo(last) + 1;
        }
    }

    /** The last tick that is there: the last one told of, or the one that was just being appended. */
    private long checkUpTo(long last) {
        try (History history = History.open(HistoryFixture.settings(directory), counts)) {
            assertThat(counts.corrupt).isZero();
            int there = HistoryFixture.series(history, last + 1, 0).size();
            assertThat((long) there).isBetween(last + 1, last + 2);
            for (int i = 0; i < HistoryChild.SERIES; i++) {
                assertThat(HistoryFixture.series(history, last + 1, i)).isEqualTo(HistoryFixture.expected(i, 0, there));
            }
            return there - 1L;
        }
    }

    @Test
    void anotherProcessHoldsTheDirectory() {
        try (HistoryChild child = HistoryChild.start(directory, 0)) {
            assertThat(child.line()).isEqualTo("0");

            assertThatThrownBy(() -> History.open(HistoryFixture.settings(directory), counts))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageContaining("in use by another agent");
        }
    }
}
