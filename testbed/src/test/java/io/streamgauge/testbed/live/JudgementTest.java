package io.streamgauge.testbed.live;

import io.streamgauge.testbed.cases.LeakCase;
import io.streamgauge.testbed.cases.StateName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JudgementTest {

    private static final StateName PROFILE = new StateName("conversations", "customer-profile");
    private static final StateName OTHER = new StateName("conversations", "transcript");

    @Test
    void findsTheLeakAndCountsFromTheInjection() {
        Judgement judgement = judge(
                "never-cleared",
                said(70, PROFILE, "watch"),
                said(100, PROFILE, "suspect", "partly-cleared", "never-cleared"),
                said(160, PROFILE, "confirmed", "never-cleared", "partly-cleared"));

        assertThat(judgement.suspectAfter()).isEqualTo(Duration.ofSeconds(40));
        assertThat(judgement.confirmedAfter()).isEqualTo(Duration.ofSeconds(100));
        assertThat(judgement.hasCauseWithin(1)).as("what it said last").isTrue();
        assertThat(judgement.falseAlarms()).isEmpty();
        assertThat(judgement.isRight()).isTrue();
    }

    @Test
    void isNotRightWithAnotherCauseFirst() {
        Judgement judgement = judge("never-cleared", said(100, PROFILE, "suspect", "dead-state", "never-cleared"));

        assertThat(judgement.isRight()).isFalse();
        assertThat(judgement.hasCauseWithin(2)).isTrue();
    }

    @Test
    void isNotRightWithoutAnyCause() {
        assertThat(judge("never-cleared", said(100, PROFILE, "suspect")).isRight())
                .isFalse();
    }

    @Test
    void missesALeakThatIsOnlyWatched() {
        Judgement judgement = judge("never-cleared", said(100, PROFILE, "watch", "never-cleared"));

        assertThat(judgement.found()).isNull();
        assertThat(judgement.suspectAfter()).isNull();
        assertThat(judgement.isRight()).isFalse();
    }

    @Test
    void takesAnyStateOfALeakThatConcernsSeveral() {
        Judgement judgement = judge(
                "per-key-growth",
                said(90, new StateName("conversations", "participants"), "suspect", "per-key-growth"),
                said(95, OTHER, "suspect", "per-key-growth"));

        assertThat(judgement.isRight()).isTrue();
        assertThat(judgement.suspectAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void countsOtherStatesOnceEachAndWhatWasRaisedTooEarly() {
        Judgement judgement = judge(
                "never-cleared",
                said(30, PROFILE, "suspect", "never-cleared"),
                said(80, PROFILE, "suspect", "never-cleared"),
                said(81, OTHER, "suspect", "never-cleared"),
                said(82, OTHER, "confirmed", "never-cleared"));

        assertThat(judgement.falseAlarms()).extracting(Sighting::state).containsExactly(PROFILE, OTHER);
        assertThat(judgement.isRight()).isFalse();
        assertThat(judgement.suspectAfter()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aHealthyJobIsRightWhileNothingIsRaised() {
        Judgement quiet = judge("none", said(90, PROFILE, "watch"), said(99, PROFILE, "explained"));
        Judgement loud = judge("none", said(90, PROFILE, "suspect", "never-cleared"), said(99, PROFILE, "explained"));

        assertThat(quiet.isRight()).isTrue();
        assertThat(quiet.explained()).extracting(Sighting::state).containsExactly(PROFILE);
        assertThat(loud.isRight()).isFalse();
    }

    @Test
    void addsUpPrecisionAndRecall() {
        List<Judgement> judgements = List.of(
                judge("never-cleared", said(100, PROFILE, "confirmed", "never-cleared")),
                judge("dead-state", said(100, PROFILE, "suspect", "never-cleared", "dead-state")),
                judge("far-timers"),
                judge("none", said(100, OTHER, "suspect", "never-cleared")));

        Score score = Score.of(judgements);

        assertThat(score).isEqualTo(new Score(3, 2, 1, 1, 0, 1, 2));
        assertThat(score.text())
                .contains("Suspect or confirmed: 2 of 3 leaks found (recall 0.67), 1 false alarms (precision 0.67).")
                .contains("Confirmed: 1 of 3 leaks found (recall 0.33), 0 false alarms (precision 1.00).")
                .contains("Cause first: 1 of 2 found, within two: 2.");
        assertThat(Score.of(List.of()).text()).contains("0 of 0 leaks found (recall none)");
    }

    @Test
    void showsWhatWasMissedAndRaisedInVain() {
        String table = ResultTable.of(List.of(
                judge("never-cleared", said(100, PROFILE, "confirmed", "never-cleared", "partly-cleared")),
                judge("far-timers"),
                judge("none", said(100, OTHER, "suspect", "never-cleared"))));

        assertThat(table.lines())
                .contains(
                        "| 2.3 | never-cleared | `conversations/customer-profile` | 240 in 24.0 KiB to 5,040 in 504.0 KiB | confirmed | never-cleared,"
                                + " partly-cleared | 40 s | 40 s |  |  |",
                        "| 2.3 | far-timers | `conversations/_timer_state/event_user-timers` | ? to ? | **missed** |  |  |  |  |"
                                + "  |",
                        "| 2.3 | none |  |  | none |  |  |  | **`conversations/transcript`** suspect at 100 s"
                                + " (never-cleared) |  |");
    }

    private static Judgement judge(String name, Sighting... sightings) {
        LeakCase leakCase = LeakCase.named(name).orElseThrow();
        return Judgement.of(
                new CaseRecord(leakCase, "2.3", Duration.ofSeconds(60), List.of(sightings), size(240), size(5_040)));
    }

    private static Sizes size(long entries) {
        return new Sizes(Map.of(PROFILE, new Sizes.Size(entries, entries * 1024 / 10)));
    }

    private static Sighting said(int second, StateName state, String verdict, String... causes) {
        return new Sighting(Duration.ofSeconds(second), "job", state, verdict, List.of(causes), "");
    }
}
