package io.streamgauge.agent.inspect.warning;

import io.streamgauge.agent.inspect.part.Selection;
import io.streamgauge.agent.inspect.warning.Reports.State;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.NotRead;
import io.streamgauge.checkpoint.report.TimeHistogram;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each warning, and the look-alike that must stay quiet. */
class WarningsTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final long LARGE = 100L << 20;

    private static List<Warning> warnings(State... states) {
        return Warnings.of(
                Reports.checkpoint(Reports.JOB, 1, Reports.operator(1, states)),
                Selection.ALL,
                WarningLimits.defaults(),
                NOW);
    }

    private static List<String> codes(State... states) {
        return warnings(states).stream().map(Warning::code).toList();
    }

    @Test
    void aHealthyStateHasNone() {
        assertThat(warnings(State.value("v", LARGE))).isEmpty();
    }

    @Test
    void largeStateWithoutTimeToLive() {
        assertThat(warnings(State.value("v", LARGE).withoutTimeToLive(), State.value("w", LARGE)))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.code()).isEqualTo("no-ttl");
                    assertThat(warning.subject()).isEqualTo("op1 / v");
                    assertThat(warning.text()).startsWith("no TTL, with 50 % of the checkpoint");
                });
    }

    @Test
    void smallOnesAndWindowsMayBeWithout() {
        assertThat(codes(State.value("small", 1000).withoutTimeToLive())).isEmpty();
        assertThat(codes(State.value("v", 17 << 20).withoutTimeToLive(), State.value("w", 100L * LARGE)))
                .isEmpty();
        assertThat(codes(State.value("v", LARGE).withoutTimeToLive().in(NamespaceKind.TIME_WINDOW)))
                .isEmpty();
    }

    @Test
    void deletionsThatStay() {
        State state = State.value("v", LARGE);

        assertThat(warnings(state.with(state.entries(), 0)).get(0).text())
                .startsWith("50 % of its entries are deletions");
        assertThat(codes(state.with(state.entries() / 10, 0))).isEmpty();
    }

    @Test
    void residueOfARescale() {
        assertThat(warnings(State.value("v", LARGE).with(0, 3)))
                .singleElement()
                .satisfies(warning -> assertThat(warning.text()).startsWith("3 range deletions left by a rescale"));
    }

    @Test
    void subtasksWithMoreThanTheirShare() {
        State state = State.value("v", LARGE);
        long quarter = LARGE / 4;

        assertThat(warnings(state.spread(List.of(LARGE - 30, 10L, 10L, 10L), null)))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.code()).isEqualTo("subtask-skew");
                    assertThat(warning.text()).isEqualTo("subtask 0 of 0 to 3 has 4.0 times the mean");
                });
        assertThat(codes(state.spread(Collections.nCopies(4, quarter), null))).isEmpty();
    }

    @Test
    void keyGroupsWithMoreThanTheirShare() {
        List<Long> groups = new ArrayList<>(Collections.nCopies(128, 0L));
        groups.set(7, LARGE);

        assertThat(warnings(State.value("v", LARGE).spread(List.of(LARGE), groups)))
                .singleElement()
                .satisfies(warning -> assertThat(warning.text()).isEqualTo("key group 7 has 128.0 times the mean"));
        Collections.fill(groups, LARGE / 128);
        assertThat(codes(State.value("v", LARGE).spread(List.of(LARGE), groups)))
                .isEmpty();
    }

    @Test
    void timersYearsAhead() {
        long soon = NOW.plus(Duration.ofDays(30)).toEpochMilli();
        long far = NOW.plus(Duration.ofDays(400)).toEpochMilli();
        TimeHistogram mixed = new TimeHistogram(
                new long[] {soon, far, Long.MAX_VALUE}, new double[] {5, 2}, TimeHistogram.Basis.COUNTED);
        TimeHistogram near =
                new TimeHistogram(new long[] {soon, soon + 1}, new double[] {5}, TimeHistogram.Basis.COUNTED);

        assertThat(warnings(State.value("_timer_state/event_t", 10).timers(mixed)))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.subject()).isEqualTo("op1 / t (event time)");
                    assertThat(warning.text())
                            .isEqualTo("2 of 7 timers are due more than a year from now, the latest in the year 2028");
                });
        assertThat(codes(State.value("_timer_state/event_t", 10).timers(near))).isEmpty();
    }

    @Test
    void whatIsMissingIsSaidOnceForAllStates() {
        NotRead what = new NotRead("keys", "the serializers do not tell");

        assertThat(warnings(
                        State.value("v", 10).missing(what), State.value("w", 10).missing(what)))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.subject()).isEqualTo("op1, 2 states");
                    assertThat(warning.text()).isEqualTo("not read: keys: the serializers do not tell");
                });
        assertThat(warnings(State.value("v", 10).missing(new NotRead("x", "there is no file /y")))
                        .get(0)
                        .fix())
                .contains("--also");
    }

    @Test
    void onlyOfWhatIsSelected() {
        assertThat(Warnings.of(
                        Reports.checkpoint(
                                Reports.JOB,
                                1,
                                Reports.operator(1, State.value("v", LARGE).withoutTimeToLive())),
                        new Selection(null, "w"),
                        WarningLimits.defaults(),
                        NOW))
                .isEmpty();
    }
}
