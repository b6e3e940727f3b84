package io.streamgauge.agent.history;

import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.CauseShare;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Forecast;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.history.series.Series;
import io.streamgauge.agent.metric.Sample;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.streamgauge.agent.history.HistoryFixture.appendTicks;
import static io.streamgauge.agent.history.HistoryFixture.at;
import static io.streamgauge.agent.history.HistoryFixture.expected;
import static io.streamgauge.agent.history.HistoryFixture.sample;
import static io.streamgauge.agent.history.HistoryFixture.series;
import static io.streamgauge.agent.history.HistoryFixture.settings;
import static io.streamgauge.agent.history.HistoryFixture.tick;
import static io.streamgauge.agent.history.HistoryFixture.window;
import static org.assertj.core.api.Assertions.assertThat;

class HistoryTest {

    @TempDir
    Path directory;

    private final HistoryFixture.Counts counts = new HistoryFixture.Counts();

    private History open() {
        return History.open(settings(directory), counts);
    }

    @Test
    void givesBackWhatWasAppended() {
        try (History history = open()) {
            appendTicks(history, 0, 21, 6);

            for (int i = 0; i < 6; i++) {
                assertThat(series(history, 20, i)).isEqualTo(expected(i, 0, 21));
            }
        }
        assertThat(counts.appended).isEqualTo(21 * 6);
        assertThat(counts.sealed).isEqualTo(2);
    }

    @Test
    void readsBlocksAndRowsBackAfterARestart() {
        try (History history = open()) {
            appendTicks(history, 0, 21, 150);
        }
        try (History history = open()) {
            assertThat(series(history, 20, 149)).isEqualTo(expected(149, 0, 21));
            appendTicks(history, 21, 40, 150);
        }
        try (History history = open()) {
            for (int i = 0; i < 150; i++) {
                assertThat(series(history, 39, i)).isEqualTo(expected(i, 0, 40));
            }
        }
        assertThat(counts.corrupt).isZero();
    }

    @Test
    void keepsGapsAsGaps() {
        try (History history = open()) {
            for (int tick = 0; tick < 30; tick++) {
                history.append(tick % 3 == 0 ? tick(at(tick), sample(1, tick)) : tick(at(tick), sample(2, 5)));
            }
        }
        try (History history = open()) {
            Series gappy = series(history, 30, 1);
            assertThat(gappy.size()).isEqualTo(10);
            for (int i = 0; i < 10; i++) {
                assertThat(gappy.epochMillis(i)).isEqualTo(at(i * 3L).toEpochMilli());
                assertThat(gappy.value(i)).isEqualTo(i * 3.0);
            }
        }
    }

    @Test
    void leavesOutWhatIsNotRemembered() {
        try (History history = open()) {
            history.append(tick(at(0), new Sample(HistoryFixture.FORGOTTEN, List.of(), 1)));

            assertThat(window(history, 0).series()).isEmpty();
        }
    }

    @Test
    void takesASeriesOnceATick() {
        try (History history = open()) {
            history.append(tick(at(0), sample(1, 1), sample(1, 2)));

            assertThat(series(history, 0, 1).value(0)).isEqualTo(1);
            assertThat(counts.dropped).isEqualTo(1);
        }
    }

    @Test
    void aWindowKeptIsNotChangedByLaterTicks() {
        try (History history = open()) {
            appendTicks(history, 0, 10, 4);
            Window kept = window(history, 9);
            appendTicks(history, 10, 500, 4);

            assertThat(kept.series("test_keys", "job", "state-1")).isEqualTo(expected(1, 0, 10));
        }
    }

    @Test
    void theWindowEndsAtItsAge() {
        HistorySettings hour =
                new HistorySettings(directory, 64L << 20, Duration.ofDays(1), Duration.ofHours(1), 1_000, 64L << 20, 8);
        try (History history = History.open(hour, counts)) {
            appendTicks(history, 0, 500, 1);

            assertThat(series(history, 499, 0)).isEqualTo(expected(0, 139, 500));
        }
    }

    @Test
    void thinsOldPointsButKeepsTheNewestAndTheSpan() {
        HistorySettings few =
                new HistorySettings(directory, 64L << 20, Duration.ofDays(1), Duration.ofHours(12), 100, 64L << 20, 8);
        try (History history = History.open(few, counts)) {
            appendTicks(history, 0, 4_000, 2);

            Series thinned = series(history, 3_999, 1);
            assertThat(thinned.size()).isBetween(40, 100);
            assertThat(thinned.epochMillis(thinned.size() - 1))
                    .isEqualTo(at(3_999).toEpochMilli());
            assertThat(thinned.epochMillis(0)).isLessThan(at(200).toEpochMilli());
            for (int i = 0; i < thinned.size(); i++) {
                long tick = (thinned.epochMillis(i) - at(0).toEpochMilli()) / 10_000;
                assertThat(thinned.value(i)).isEqualTo(HistoryFixture.value(1, tick));
            }
        }
    }

    @Test
    void aRestartReadsOnlyTheLastValuesOfOldBlocks() {
        HistorySettings few =
                new HistorySettings(directory, 64L << 20, Duration.ofDays(1), Duration.ofHours(2), 120, 64L << 20, 8);
        try (History history = History.open(few, counts)) {
            appendTicks(history, 0, 723, 2);
        }
        try (History history = History.open(few, counts)) {
            Series series = series(history, 722, 1);
            // 90 blocks and three rows: 120 points do for one of each block, and all eight of the newest three.
            assertThat(series.size()).isEqualTo(87 + 3 * 8 + 3);
            for (int i = 0; i < 87; i++) {
                assertThat(series.epochMillis(i)).isEqualTo(at(i * 8L + 7).toEpochMilli());
                assertThat(series.value(i)).isEqualTo(HistoryFixture.value(1, i * 8L + 7));
            }
            assertThat(series.between(at(696).toEpochMilli(), Long.MAX_VALUE)).isEqualTo(expected(1, 696, 723));
        }
        assertThat(counts.corrupt).isZero();
    }

    @Test
    void refusesSeriesBeyondItsMemory() {
        HistorySettings tiny =
                new HistorySettings(directory, 64L << 20, Duration.ofDays(1), Duration.ofHours(1), 30, 1L << 20, 8);
        try (History history = History.open(tiny, counts)) {
            appendTicks(history, 0, 3, 2_000);

            int most = window(history, 2).series().size();
            assertThat(most).isBetween(500, 1_500);
            assertThat(counts.dropped).isEqualTo(3 * (2_000 - most));
        }
    }

    @Test
    void remembersEventsFindingsAndSmallValues() {
        JobEvent failed =
                new JobEvent(Instant.parse("2026-01-10T11:59:59.123456789Z"), JobEvent.Kind.FAILED, "boom \"x\"\n☃");
        Finding finding = finding(Verdict.WATCH);
        try (History history = open()) {
            history.append(new Tick(at(0), List.of(), Map.of("j1", List.of(failed))));
            appendTicks(history, 1, 20, 1);
            history.remember(List.of(finding));
            history.save("counters", "7".getBytes(StandardCharsets.UTF_8));
            history.save("gone", new byte[] {1});
            history.save("gone", null);
        }
        try (History history = open()) {
            Window window = window(history, 19);
            assertThat(window.events("j1")).containsExactly(failed);
            assertThat(window.previousFindings()).containsExactly(finding);
            assertThat(history.load("counters")).asString().isEqualTo("7");
            assertThat(history.load("gone")).isNull();
            history.remember(List.of());
        }
        try (History history = open()) {
            assertThat(window(history, 19).previousFindings()).isEmpty();
        }
    }

    @Test
    void forgetsTheFutureWhenTheClockIsSetBack() {
        try (History history = open()) {
            appendTicks(history, 0, 30, 3);
            history.append(tick(at(20).plusMillis(1), sample(1, 4711)));

            Series series = series(history, 30, 1);
            // The block of ticks 16 to 23 reaches beyond 20, but the window still has its first half.
            assertThat(series.epochMillis(series.size() - 1))
                    .isEqualTo(at(20).plusMillis(1).toEpochMilli());
            assertThat(series.value(series.size() - 1)).isEqualTo(4711);
            assertThat(series.size()).isEqualTo(22);
            appendTicks(history, 21, 30, 3);
        }
        try (History history = open()) {
            Series series = series(history, 30, 1);
            assertThat(series.between(0, at(16).toEpochMilli())).isEqualTo(expected(1, 0, 16));
            assertThat(series.between(at(21).toEpochMilli(), at(30).toEpochMilli()))
                    .isEqualTo(expected(1, 21, 30));
        }
    }

    @Test
    void ignoresATickTwice() {
        try (History history = open()) {
            appendTicks(history, 0, 3, 1);
            appendTicks(history, 2, 3, 1);

            assertThat(series(history, 3, 0).size()).isEqualTo(3);
            assertThat(counts.dropped).isEqualTo(1);
        }
    }

    static Finding finding(Verdict verdict) {
        return new Finding(
                "state-leak/j1/op/state",
                Finding.STATE_LEAK,
                verdict,
                new JobRef("j1", "job"),
                new OperatorRef("0123", null, "op"),
                "state",
                Cause.NEVER_CLEARED,
                List.of(new CauseShare(Cause.NEVER_CLEARED, 0.7)),
                Instant.parse("2026-01-10T11:00:00Z"),
                List.of(new Evidence("7 keys", 7, "keys")),
                new Forecast("disk", at(1), at(2), at(3)),
                "clear it",
                List.of("ttl"));
    }
}
