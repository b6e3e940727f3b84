package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.reporter.FakeProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TaskSharesTest {

    private static final Offset<Double> ONE_REPORT_IN_THE_WINDOW = Offset.offset(0.12);

    private final ManualClock clock = new ManualClock();
    private final FakeProcess process = new FakeProcess("p", clock);
    private final ModelTask task = new ModelTask(process, "v", 0, 0);
    private final TaskShares shares = new TaskShares();

    @Test
    void areUnknownForTheFirstTenSeconds() {
        for (int second = 0; second < 10; second++) {
            assertThat(after(second * 1_000L, 0, 0)).isEqualTo(TaskShares.Shares.UNKNOWN);
        }
        assertThat(after(10_000, 0, 0).busy()).isEqualTo(1);
    }

    /** Flink adds a rest that lasts only every five seconds; until then it looks like work. */
    @Test
    void aSubtaskThatRestsAllTheTimeIsIdleAtEveryMoment() {
        for (int second = 0; second < 60; second++) {
            long idle = second / 5 * 5_000L;
            TaskShares.Shares share = after(second * 1_000L - idle, idle, 0);
            if (second >= 16) {
                assertThat(Objects.requireNonNull(share.idle())).isCloseTo(1.0, ONE_REPORT_IN_THE_WINDOW);
                assertThat(Objects.requireNonNull(share.busy())).isCloseTo(0.0, ONE_REPORT_IN_THE_WINDOW);
            }
        }
    }

    @Test
    void aSubtaskThatIsBlockedAllTheTimeIsBackpressuredAtEveryMoment() {
        for (int second = 0; second < 60; second++) {
            long blocked = (second + 3) / 5 * 5_000L;
            TaskShares.Shares share = after(Math.max(0, second * 1_000L - blocked), 0, blocked);
            if (second >= 16) {
                assertThat(Objects.requireNonNull(share.backpressured())).isCloseTo(1.0, ONE_REPORT_IN_THE_WINDOW);
            }
        }
    }

    /**
     * Rests from 0 to 5, 8 to 13 and 18 to 20 s. Ten seconds before the last addition a rest had begun that was added only
     * later: a window from there would take two seconds of rest from before it in.
     */
    @Test
    void aWindowBeginsAtAnAdditionWhereOneIsNear() {
        TaskShares.Shares share = TaskShares.Shares.UNKNOWN;
        for (int second = 0; second <= 20; second++) {
            long idle = second < 5 ? 0 : second < 13 ? 5_000 : second < 20 ? 10_000 : 12_000;
            share = after(second * 1_000L - idle, idle, 0);
        }
        assertThat(Objects.requireNonNull(share.idle())).isCloseTo(7.0 / 15, Offset.offset(1e-9));
        assertThat(Objects.requireNonNull(share.busy())).isCloseTo(8.0 / 15, Offset.offset(1e-9));
    }

    @Property(tries = 50)
    void theSharesOfShortRestsAreThoseOfTheirTimes(
            @ForAll @IntRange(max = 500) int idlePerSecond, @ForAll @IntRange(max = 500) int blockedPerSecond) {
        TaskSharesTest fresh = new TaskSharesTest();
        TaskShares.Shares share = TaskShares.Shares.UNKNOWN;
        for (int second = 0; second < 30; second++) {
            long busy = second * (1_000L - idlePerSecond - blockedPerSecond);
            share = fresh.after(busy, second * (long) idlePerSecond, second * (long) blockedPerSecond);
        }
        assertThat(Objects.requireNonNull(share.idle())).isCloseTo(idlePerSecond / 1e3, Offset.offset(1e-9));
        assertThat(Objects.requireNonNull(share.backpressured()))
                .isCloseTo(blockedPerSecond / 1e3, Offset.offset(1e-9));
        assertThat(Objects.requireNonNull(share.busy()) + share.idle() + share.backpressured())
                .isCloseTo(1.0, Offset.offset(1e-9));
    }

    @Test
    void aSourceThatDoesNotTellHowBusyItIsStillTellsTheRest() {
        int scope = process.scope(
                "taskmanager.job.task", "job_id", "j", "task_id", "legacy", "subtask_index", "0", "tm_id", "tm");
        process.gauge(scope, "accumulateBusyTimeMs", Double.NaN)
                .gauge(scope, "accumulateIdleTimeMs", 0L)
                .gauge(scope, "accumulateBackPressuredTimeMs", 0L);
        shares.of(read("legacy"));
        clock.advance(Duration.ofSeconds(10));
        process.put(scope, "accumulateIdleTimeMs", 5_000L);
        TaskShares.Shares share = shares.of(read("legacy"));
        assertThat(share.busy()).isNull();
        assertThat(share.idle()).isEqualTo(0.5);
    }

    @Test
    void aReportThatWasSeenBeforeChangesNothing() {
        after(0, 0, 0);
        TaskShares.Shares share = TaskShares.Shares.UNKNOWN;
        for (int second = 1; second <= 12; second++) {
            share = after(second * 500L, second * 500L, 0);
        }
        Readings.Task same = read("v");
        assertThat(shares.of(same)).isEqualTo(share);
        assertThat(shares.of(same)).isEqualTo(share);
    }

    @Test
    void anotherAttemptBeginsAnew() {
        for (int second = 0; second <= 12; second++) {
            after(second * 1_000L, 0, 0);
        }
        shares.keep(Set.of());
        assertThat(shares.of(read("v"))).isEqualTo(TaskShares.Shares.UNKNOWN);
    }

    private TaskShares.Shares after(long busy, long idle, long backpressured) {
        task.times(busy, idle, backpressured);
        TaskShares.Shares share = shares.of(read("v"));
        clock.advance(Duration.ofSeconds(1));
        return share;
    }

    private Readings.Task read(String vertex) {
        return Readings.of(List.of(process.report()), new HashMap<>()).tasks().values().stream()
                .filter(one -> one.key().vertexId().equals(vertex))
                .findFirst()
                .orElseThrow();
    }
}
