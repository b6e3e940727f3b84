package io.streamgauge.agent.source.merge.ledger;

import io.streamgauge.agent.fact.RestartFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RestartLedgerTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RestartLedger ledger = new RestartLedger();

    /** As recorded: one killed TaskManager, no free slot, twelve entries in 15 s. */
    @Test
    void aDozenAttemptsAfterOneLostTaskManagerAreOneFailure() {
        ledger.running(true, at(0));
        ledger.counted(0, at(0));
        List<Instant> told = new ArrayList<>();
        for (int second = 10; second <= 21; second++) {
            told.add(at(second));
            ledger.counted(second - 9, at(second));
            Instant began = ledger.failed(told, START, at(second));
            assertThat(began).isEqualTo(second == 10 ? at(10) : null);
            ledger.running(false, at(second));
        }
        assertThat(ledger.running(true, at(40))).isTrue();
        assertThat(ledger.running(true, at(41))).isFalse();
        assertThat(ledger.facts(true)).isEqualTo(new RestartFacts(12L, 1L));

        told.add(at(60));
        assertThat(ledger.failed(told, START, at(62))).isEqualTo(at(60));
        assertThat(ledger.facts(true).failures()).isEqualTo(2);
    }

    @Test
    void aRestartTooQuickToBeSeenStillEndsAFailure() {
        ledger.running(true, at(0));
        ledger.failed(List.of(at(10)), START, at(13));
        ledger.running(true, at(14));
        ledger.failed(List.of(at(10), at(20)), START, at(22));
        assertThat(ledger.facts(true).failures()).isEqualTo(2);
    }

    @Test
    void tasksThatAreStillListedRightAfterAFailureDoNotRun() {
        ledger.running(true, at(0));
        ledger.failed(List.of(at(10)), START, at(10));
        ledger.running(true, at(10));
        ledger.running(false, at(11));
        ledger.failed(List.of(at(12)), START, at(12));
        assertThat(ledger.facts(true).failures()).isEqualTo(1);
    }

    /** REST's list may be some seconds old when a tick takes it, while an event told at once. */
    @Test
    void whatIsOlderThanTheLastStartSaysNothing() {
        ledger.running(true, at(0));
        ledger.running(true, at(10));
        assertThat(ledger.running(false, at(-1))).isFalse();
        assertThat(ledger.running(true, at(11))).as("ran all the time").isFalse();
        ledger.running(false, at(12));
        assertThat(ledger.running(true, at(13))).as("ran again").isTrue();
    }

    @Test
    void attemptsOnlyGrowThoughAnotherJobManagerCountsAnew() {
        ledger.counted(5, at(0));
        ledger.counted(7, at(10));
        ledger.counted(0, at(20));
        ledger.counted(1, at(30));
        assertThat(ledger.facts(false)).isEqualTo(new RestartFacts(3L, null));
    }

    @Test
    void whatFailedBeforeTheAgentLookedIsHistory() {
        assertThat(ledger.failed(List.of(at(5)), at(10), at(11))).isNull();
        assertThat(ledger.facts(true).failures()).isZero();
    }

    @Test
    void attemptsThatNobodyExplainsAreAFailureAfterAWhile() {
        ledger.counted(0, at(0));
        ledger.counted(1, at(10));
        assertThat(ledger.failed(List.of(), START, at(20))).isNull();
        assertThat(ledger.failed(List.of(), START, at(41))).isEqualTo(at(10));
        assertThat(ledger.failed(List.of(), START, at(42))).isNull();
    }

    @Test
    void nothingIsKnownBeforeAnythingWasTold() {
        assertThat(ledger.facts(false)).isEqualTo(new RestartFacts(null, null));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
