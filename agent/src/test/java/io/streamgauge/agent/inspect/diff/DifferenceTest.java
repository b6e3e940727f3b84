package io.streamgauge.agent.inspect.diff;

import io.streamgauge.agent.inspect.part.Reading;
import io.streamgauge.agent.inspect.part.Selection;
import io.streamgauge.agent.inspect.warning.Reports;
import io.streamgauge.agent.inspect.warning.Reports.State;
import io.streamgauge.agent.inspect.warning.Warning;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.OperatorReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DifferenceTest {
    private static final Instant THEN = Instant.parse("2026-12-01T12:00:00Z");
    private static final String OTHER_JOB = "00000000000000000000000000000002";

    private static Reading reading(String job, long id, Instant written, OperatorReport... operators) {
        CheckpointReport report = Reports.checkpoint(job, id, operators);
        return new Reading(Reports.located(report, written), report);
    }

    private static Difference difference(OperatorReport then, OperatorReport now) {
        return Difference.of(
                reading(Reports.JOB, 1, THEN, then), reading(Reports.JOB, 2, THEN.plusSeconds(60), now), Selection.ALL);
    }

    private static List<String> codes(Difference difference) {
        return difference.warnings().stream().map(Warning::code).toList();
    }

    @Test
    void whatGrewMostIsFirst() {
        Difference difference = difference(
                Reports.operator(1, State.value("grown", 100), State.value("shrunk", 500), State.value("gone", 90)),
                Reports.operator(1, State.value("grown", 700), State.value("shrunk", 400), State.value("new", 50)));

        assertThat(difference.changes())
                .extracting(change -> change.named().name() + " " + change.bytes() + " " + change.entries())
                .containsExactly("grown 600 60", "new 50 5", "gone -90 -9", "shrunk -100 -10");
        assertThat(difference.changes().get(1).isNew()).isTrue();
        assertThat(difference.changes().get(2).isGone()).isTrue();
        assertThat(difference.bytes()).isEqualTo(460);
        assertThat(difference.between()).isEqualTo(Duration.ofMinutes(1));
        assertThat(difference.warnings()).isEmpty();
    }

    @Test
    void timersOfTheSameServiceAreTwoStates() {
        Difference difference = difference(
                Reports.operator(
                        1, State.value("_timer_state/event_t", 10), State.value("_timer_state/processing_t", 20)),
                Reports.operator(
                        1, State.value("_timer_state/event_t", 11), State.value("_timer_state/processing_t", 22)));

        assertThat(difference.changes()).extracting(PartChange::bytes).containsExactly(2L, 1L);
    }

    @Test
    void otherJobsAreTold() {
        assertThat(codes(Difference.of(
                        reading(OTHER_JOB, 9, THEN, Reports.operator(1)),
                        reading(Reports.JOB, 2, THEN.plusSeconds(60), Reports.operator(1)),
                        Selection.ALL)))
                .containsExactly("other-job");
    }

    @Test
    void theWrongOrderIsTold() {
        Reading older = reading(Reports.JOB, 1, THEN, Reports.operator(1));
        // Copied first, so that its time misleads.
        Reading newer = reading(Reports.JOB, 2, THEN.minusSeconds(60), Reports.operator(1));

        assertThat(codes(Difference.of(newer, older, Selection.ALL))).containsExactly("reverse-order");
        assertThat(codes(Difference.of(older, newer, Selection.ALL))).isEmpty();
        assertThat(codes(Difference.of(
                        reading(OTHER_JOB, 1, THEN.plusSeconds(60), Reports.operator(1)), older, Selection.ALL)))
                .containsExactly("other-job", "reverse-order");
        assertThat(codes(Difference.of(older, older, Selection.ALL))).containsExactly("same-checkpoint");
    }

    @Test
    void statesThatNothingTouchedWhileOthersWereAreTold() {
        Difference difference = difference(
                Reports.operator(1, State.value("still", 830), State.value("busy", 100)),
                Reports.operator(1, State.value("still", 830), State.value("busy", 170)));

        assertThat(difference.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("untouched");
            assertThat(warning.text())
                    .startsWith("83 % of the bytes did not change at all")
                    .endsWith(": op1 / still");
            assertThat(warning.fix()).contains("no checkpoint tells which");
        });
    }

    @Test
    void anOperatorAtRestProvesNothing() {
        OperatorReport still = Reports.operator(1, State.value("a", 830), State.value("b", 100));

        assertThat(difference(still, still).warnings()).isEmpty();
    }
}
