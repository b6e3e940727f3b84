package io.streamgauge.samplejob.census.truth;

import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CensusTruthTest {

    private static final long FUTURE = CensusPlan.FUTURE_MILLIS;
    private static final long HOUR = 3_600_000;

    @Test
    void countsTenKeysAsDoneByHand() {
        CensusTruth truth = truth("--keys", "10", "--payload", "3");

        // Key 9 is deleted; the others: 1 + key % 3 lines a visit, of 1 + 3 bytes each.
        assertThat(truth.state("roster", "visits").entries()).isEqualTo(9);
        assertThat(truth.state("roster", "log").elements()).isEqualTo(4 * (1 + 2 + 3) * 3);
        assertThat(truth.state("roster", "log").valueBytes()).hasValue(4 * 18 * 4);
        assertThat(truth.state("roster", "note").entries()).isEqualTo(6);
        assertThat(truth.state("roster", "retired").entries()).isEqualTo(3);
        // 1 + key % 5 different items, four at most, less one for key 0 and one for key 7.
        assertThat(truth.state("roster", "counts").entries()).isEqualTo((1 + 2 + 3 + 4 + 4) + (1 + 2 + 3 + 4) - 2);
        assertThat(truth.state("roster", "counts").keys()).isEqualTo(8);
    }

    @Test
    void tellsTimersByDueTime() {
        CensusTruth truth = truth("--keys", "10");

        // The first timer of keys 1 to 8 but 6, the late one of 0 and 5.
        StateTruth timers = truth.state("roster", "_timer_state/event_user-timers");
        assertThat(timers.entries()).isEqualTo(9);
        assertThat(timers.times())
                .containsEntry(FUTURE + HOUR, 1L)
                .containsEntry(FUTURE + 30 * 24 * HOUR, 1L)
                .doesNotContainKeys(FUTURE, FUTURE + 6 * HOUR, FUTURE + 9 * HOUR);
        assertThat(truth.state("roster", "_timer_state/processing_user-timers").times())
                .isEqualTo(Map.of(FUTURE, 1L, FUTURE + 3 * HOUR, 1L, FUTURE + 6 * HOUR, 1L));
    }

    @Test
    void tellsWindowsByEndAndMergesTheSessionsOfEvenKeys() {
        CensusTruth truth = truth("--keys", "2");

        // Key 0 visits twice on each of two days, key 1 on each of four.
        assertThat(truth.state("tumbling", "window-contents").entries()).isEqualTo(2 + 4);
        assertThat(truth.state("tumbling", "window-contents").elements()).isEqualTo(8);
        assertThat(truth.state("sessions", "window-contents").entries()).isEqualTo(1 + 4);
        assertThat(truth.state("sessions", "window-contents").times()).containsEntry(FUTURE + 13 * HOUR, 1L);
        assertThat(truth.state("sessions", "_timer_state/event_window-timers").times())
                .containsEntry(FUTURE + (36 + 13) * HOUR - 1, 1L);
        assertThat(truth.state("sessions", "merging-window-set").entries()).isEqualTo(2);
    }

    @Test
    void deletesNothingBeforeTheLastVisit() {
        CensusTruth truth = truth("--keys", "10", "--visits", "3");

        assertThat(truth.state("roster", "visits").entries()).isEqualTo(10);
    }

    @Test
    void keepsTheStateThatIsNoLongerDeclared() {
        StateTruth retired = truth("--without", "retired").state("roster", "retired");

        assertThat(retired.declared()).isFalse();
        assertThat(retired.entries()).isPositive();
    }

    @Test
    void leavesOutOperatorsThatTakeNoPart() {
        assertThat(truth("--operators", "named").states())
                .extracting(StateTruth::operator)
                .containsOnly("named", "parts");
    }

    @Test
    void refusesWhatItDoesNotKnowAllAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CensusOptions.of("--keys", "none", "--colour", "red", "--flood", "maybe"))
                .withMessageContaining("--keys: found none, expected 1 to")
                .withMessageContaining("--colour: no such option")
                .withMessageContaining("--flood: found maybe, expected on or off");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CensusOptions.of("--keys"))
                .withMessageContaining("pairs of --name value");
    }

    private static CensusTruth truth(String... options) {
        return CensusTruth.of(CensusOptions.of(options));
    }
}
