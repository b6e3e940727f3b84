package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.Recording.Judged;
import io.streamgauge.agent.analysis.leak.SimulatedState.Spec;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Event time that stands still is one finding, whatever it makes grow, and is gone when it moves. */
class StalledWatermarkTest {

    private static final LeakSettings SETTINGS = LeakSettings.compressed();
    private static final String TIMERS = "_timer_state/event_user-timers";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isOneFindingThatNamesTheTimersUntilTimeMovesOn(long seed) {
        int from = 400;
        int to = 900;
        List<Judged> ticks = stalling(from, to, States.healthy())
                .watermark(second -> second >= from && second < to ? from : second)
                .run(1500, seed)
                .judge(SETTINGS);

        assertThat(Ticks.accused(ticks)).containsExactly("conversations/" + TIMERS);
        assertThat(Ticks.suspectedAt(ticks, TIMERS)).isBetween(from + 60.0, from + 120.0);
        assertThat(Ticks.lastAccusedAt(ticks)).isBetween(to - 10.0, to + 10.0);
        List<Finding> found =
                ticks.stream().flatMap(tick -> tick.accusations().stream()).toList();
        assertThat(found).extracting(Finding::cause).containsOnly(Cause.STALLED_WATERMARK);
        assertThat(found).extracting(Finding::since).allSatisfy(since -> assertThat(since)
                .isBetween(SimulatedJob.at(from - 5), SimulatedJob.at(from + 5)));
        assertThat(found.get(0).fix()).contains("withIdleness");
        assertThat(found.get(found.size() - 1).evidence())
                .anyMatch(each -> each.text().contains("conversations/transcript"));
    }

    @Test
    void doesNotHideALeakThatBeganBefore() {
        List<Spec> specs = new ArrayList<>(States.healthy());
        Spec leaky = States.leaking("leaky", 1, 0, 40, Integer.MAX_VALUE);
        SimulatedJob job = stalling(500, 900, specs, leaky);
        List<Judged> ticks = job.watermark(second -> second >= 500 && second < 900 ? 500 : second)
                .run(850, 1)
                .judge(SETTINGS);

        assertThat(Ticks.last(ticks).accusations())
                .extracting(Finding::state)
                .containsExactlyInAnyOrder("leaky", TIMERS);
    }

    @Test
    void isNotSuspectedBeforeAWatermarkWasEverSeen() {
        List<Judged> ticks = stalling(0, 900, States.healthy())
                .watermark(second -> Double.NaN)
                .run(900, 1)
                .judge(SETTINGS);

        List<Finding> found = Ticks.last(ticks).accusations();
        assertThat(found).extracting(Finding::verdict).containsOnly(Verdict.WATCH);
        assertThat(found)
                .filteredOn(finding -> finding.cause() == Cause.STALLED_WATERMARK)
                .hasSize(1);
    }

    @Test
    void isNotTakenFromASourceThatHasNothingToSay() {
        // A control stream goes on at a trickle.
        quiet(second -> second >= 400 ? 4 : 400, second -> Math.min(second, 400));
    }

    @Test
    void isNotTakenFromAJobWithoutInput() {
        quiet(second -> second >= 400 ? 0 : 400, second -> Math.min(second, 400));
    }

    @Test
    void isNotTakenFromAShortPause() {
        quiet(second -> 400, second -> second % 300 >= 200 && second % 300 < 250 ? second / 300 * 300 + 200 : second);
    }

    @Test
    void isNotTakenFromAWatermarkThatAlwaysMovesInSteps() {
        List<Spec> stepping = States.healthy().stream()
                .map(spec -> spec.expires() ? spec : States.endingInSteps(spec, 90))
                .toList();
        for (long seed = 1; seed <= 3; seed++) {
            List<Judged> ticks = new SimulatedJob(stepping)
                    .watermark(second -> second / 90 * 90)
                    .run(1200, seed)
                    .judge(SETTINGS);
            // The very first step is not known to be one.
            assertThat(Ticks.accused(after(ticks, 200))).isEmpty();
        }
    }

    @Test
    void isNotTakenFromAWatermarkThatStandsWhileNothingGrows() {
        quiet(second -> 400, second -> Math.min(second, 400));
    }

    private static List<Judged> after(List<Judged> ticks, double second) {
        return ticks.stream().filter(tick -> tick.second() > second).toList();
    }

    private static void quiet(IntToDoubleFunction traffic, IntToDoubleFunction watermark) {
        for (long seed = 1; seed <= 3; seed++) {
            List<Judged> ticks = new SimulatedJob(States.healthy())
                    .traffic(traffic)
                    .watermark(watermark)
                    .run(1200, seed)
                    .judge(SETTINGS);
            assertThat(Ticks.accused(ticks)).isEmpty();
        }
    }

    /** Everything but the state with a time to live waits for event time. */
    private static SimulatedJob stalling(int from, int to, List<Spec> specs, Spec... more) {
        List<Spec> stalled = new ArrayList<>();
        for (Spec spec : specs) {
            stalled.add(spec.expires() ? spec : States.stalled(spec, from, to));
        }
        stalled.addAll(List.of(more));
        return new SimulatedJob(stalled);
    }
}
