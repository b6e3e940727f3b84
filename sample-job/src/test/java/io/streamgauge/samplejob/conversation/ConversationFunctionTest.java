package io.streamgauge.samplejob.conversation;

import io.streamgauge.samplejob.leak.Leak;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConversationFunctionTest {

    private static final int TWENTY_SECONDS = 2_000;

    @Test
    void forgetsEverythingOnceAllConversationsHaveEnded() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open()) {
            desk.tell(Leak.NONE);
            desk.run(TWENTY_SECONDS);
            assertThat(desk.filled()).contains("conversation", "transcript", "customer-profile", "timers");

            desk.drain();

            assertThat(desk.filled()).containsExactly("last-sequence");
        }
    }

    @Test
    void reachesAPlateauInEveryStateWithoutALeak() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open()) {
            desk.tell(Leak.NONE);
            desk.run(TWENTY_SECONDS);
            int early = desk.size("conversation");
            desk.run(2 * TWENTY_SECONDS);
            int late = desk.size("conversation");

            assertThat(late).isBetween(5, early + 10);
            for (String state : new String[] {"transcript", "participants", "customer-profile", "timers"}) {
                assertThat(desk.size(state)).as(state).isBetween(5, late);
            }
        }
    }

    @Test
    void emitsEveryKindOfOutcome() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open()) {
            desk.run(TWENTY_SECONDS);
            desk.drain();

            for (OutcomeKind kind : OutcomeKind.values()) {
                assertThat(desk.count(kind)).as(kind.name()).isPositive();
            }
            assertThat(desk.count(OutcomeKind.CLOSED)).isEqualTo(desk.count(OutcomeKind.OPENED));
            assertThat(desk.count(OutcomeKind.RATED)).isEqualTo(desk.count(OutcomeKind.OPENED));
            assertThat(desk.count(OutcomeKind.FORGOTTEN)).isEqualTo(desk.count(OutcomeKind.OPENED));
            assertThat(desk.count(OutcomeKind.DEADLINE_MISSED)).isLessThan(desk.count(OutcomeKind.ANSWERED));
        }
    }

    @Test
    void missesADeadlineByEventTimeEvenIfTheReplyComesBeforeTheWatermark() throws Exception {
        try (ConversationHarness byTimer = ConversationHarness.open();
                ConversationHarness byReply = ConversationHarness.open()) {
            byTimer.run(TWENTY_SECONDS);
            byTimer.drain();
            byReply.feed(TWENTY_SECONDS);
            byReply.drain();

            assertThat(byReply.count(OutcomeKind.DEADLINE_MISSED))
                    .isEqualTo(byTimer.count(OutcomeKind.DEADLINE_MISSED))
                    .isPositive();
        }
    }

    @Test
    void countsAMessageDeliveredTwiceOnce() throws Exception {
        int without = contributions("--duplicates=0");
        int with = contributions("--duplicates=0.3");

        // A repeat takes the place of a message or reply, so fewer of these are left, each counted once.
        assertThat(with).isBetween(without * 6 / 10, without * 85 / 100);
    }

    private static int contributions(String option) throws Exception {
        try (ConversationHarness desk = ConversationHarness.open(option)) {
            desk.run(TWENTY_SECONDS);
            return desk.count(OutcomeKind.ASKED) + desk.count(OutcomeKind.ANSWERED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer-profile", "transcript", "participants"})
    void neverClearedKeepsOneStateOfEveryConversationAndNoOther(String state) throws Exception {
        try (ConversationHarness desk =
                ConversationHarness.open("--leak=never-cleared", "--leak-state", state, "--unanswered=0.5")) {
            desk.run(TWENTY_SECONDS);
            desk.drain();
            int first = desk.size(state);
            desk.run(TWENTY_SECONDS);
            desk.drain();

            assertThat(desk.filled()).containsOnly(state, "last-sequence");
            assertThat(desk.size(state))
                    .isEqualTo(desk.count(OutcomeKind.FORGOTTEN))
                    .isGreaterThan(first);
        }
    }

    @Test
    void partlyClearedKeepsOneStateOfAShareOfTheConversations() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open("--leak=partly-cleared", "--leak-share=0.3")) {
            desk.run(5 * TWENTY_SECONDS);
            desk.drain();

            assertThat(desk.filled()).containsExactly("customer-profile", "last-sequence");
            int forgotten = desk.count(OutcomeKind.FORGOTTEN);
            assertThat(desk.size("customer-profile")).isBetween(forgotten * 22 / 100, forgotten * 38 / 100);
        }
    }

    @Test
    void leaksNothingBeforeTheLeakBegins() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open("--leak=never-cleared", "--leak-after=1h")) {
            desk.run(TWENTY_SECONDS);
            desk.drain();

            assertThat(desk.filled()).containsExactly("last-sequence");
        }
    }

    @Test
    void clearsWhatWasLeftBehindWhenToldToStopLeaking() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open("--leak=never-cleared")) {
            desk.tell(Leak.NEVER_CLEARED);
            desk.run(TWENTY_SECONDS);
            int open = desk.size("conversation");
            assertThat(desk.size("customer-profile")).isGreaterThan(2 * open);

            desk.tell(Leak.NONE);

            assertThat(desk.size("customer-profile")).isEqualTo(open);
            desk.run(TWENTY_SECONDS);
            desk.drain();
            assertThat(desk.filled()).containsExactly("last-sequence");
        }
    }

    @Test
    void startsLeakingWhenTold() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open()) {
            desk.tell(Leak.NEVER_CLEARED);
            desk.run(TWENTY_SECONDS);
            desk.drain();

            assertThat(desk.filled()).containsExactly("customer-profile", "last-sequence");
        }
    }

    @Test
    void remembersAfterARestoreWhatItWasTold() throws Exception {
        OperatorSubtaskState state;
        try (ConversationHarness desk = ConversationHarness.open("--leak=never-cleared")) {
            desk.tell(Leak.NONE);
            state = desk.snapshot();
        }
        try (ConversationHarness desk = ConversationHarness.restored(Optional.of(state), "--leak=never-cleared")) {
            desk.run(TWENTY_SECONDS);
            desk.drain();

            assertThat(desk.filled()).containsExactly("last-sequence");
        }
    }

    @Test
    void clearsAfterARestoreWhatWasLeftBehindBefore() throws Exception {
        OperatorSubtaskState state;
        try (ConversationHarness desk = ConversationHarness.open("--leak=never-cleared")) {
            desk.tell(Leak.NEVER_CLEARED);
            desk.run(TWENTY_SECONDS);
            desk.drain();
            state = desk.snapshot();
        }
        try (ConversationHarness desk = ConversationHarness.restored(Optional.of(state))) {
            assertThat(desk.filled()).contains("customer-profile");
            desk.tell(Leak.NONE);

            assertThat(desk.filled()).containsExactly("last-sequence");
        }
    }

    @Test
    void keepsEveryEventTimeStateWhileEventTimeStandsStill() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open()) {
            desk.run(TWENTY_SECONDS);
            int before = desk.size("conversation");
            desk.feed(TWENTY_SECONDS);

            for (String state : List.of("conversation", "transcript", "participants", "customer-profile", "timers")) {
                assertThat(desk.size(state)).as(state).isGreaterThan(3 * before);
            }

            desk.drain();
            assertThat(desk.filled()).containsExactly("last-sequence");
        }
    }

    @Test
    void remembersTheLastSequenceForItsTimeToLiveOnly() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open("--ttl=10s")) {
            desk.run(TWENTY_SECONDS);
            desk.drain();
            assertThat(desk.liveSequences()).isEqualTo(desk.size("last-sequence"));
            desk.pass(9_999);
            assertThat(desk.liveSequences()).isEqualTo(desk.size("last-sequence"));
            desk.pass(2);
            assertThat(desk.liveSequences()).isZero();
        }
    }
}
