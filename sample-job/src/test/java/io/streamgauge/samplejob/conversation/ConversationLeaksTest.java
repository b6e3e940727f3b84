package io.streamgauge.samplejob.conversation;

import io.streamgauge.samplejob.leak.Leak;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The leaks that are more than a state not cleared: what state does under each, and once it was told to stop. */
class ConversationLeaksTest {

    private static final int TWENTY_SECONDS = 2_000;
    private static final long TTL = 10_000;

    @Test
    void farTimersOutliveTheirConversationsAndOutnumberThem() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open("--leak=far-timers", "--start=2026-01-01T00:00:00Z")) {
            desk.tell(Leak.FAR_TIMERS);
            desk.run(TWENTY_SECONDS);
            desk.drain();

            assertThat(desk.filled()).containsExactly("last-sequence", "timers");
            assertThat(desk.size("timers")).isGreaterThan(2 * desk.count(OutcomeKind.FORGOTTEN));

            desk.tell(Leak.NONE);
            desk.drain();
            int left = desk.size("timers");
            desk.run(TWENTY_SECONDS);
            desk.drain();
            assertThat(desk.size("timers")).as("no more of them").isEqualTo(left);
        }
    }

    @Test
    void perKeyGrowthFillsAFewConversationsWithoutEnd() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open("--leak=per-key-growth")) {
            desk.tell(Leak.PER_KEY_GROWTH);
            desk.run(TWENTY_SECONDS);
            desk.drain();
            int early = desk.messagesKept();
            desk.run(TWENTY_SECONDS);
            desk.drain();

            assertThat(desk.filled()).contains("conversation", "transcript", "participants", "customer-profile");
            assertThat(desk.size("transcript")).isEqualTo(2);
            assertThat(desk.size("participants")).isEqualTo(2);
            assertThat(early).isGreaterThan(50);
            assertThat(desk.messagesKept()).isGreaterThan(early * 3 / 2);

            desk.tell(Leak.NONE);
            assertThat(desk.filled()).containsExactly("last-sequence");
            // The source has not heard of it yet.
            desk.run(TWENTY_SECONDS);
            desk.drain();
            assertThat(desk.filled()).containsExactly("last-sequence");
        }
    }

    @Test
    void withoutALeakCompactionRemovesWhatHasExpired() throws Exception {
        try (ConversationHarness desk = expired("none", Leak.NONE)) {
            desk.compact("last-sequence");

            assertThat(desk.size("last-sequence")).isZero();
        }
    }

    @Test
    void expiredGarbageSurvivesCompactionUntilItIsReadOnceMore() throws Exception {
        try (ConversationHarness desk = expired("expired-garbage", Leak.EXPIRED_GARBAGE)) {
            desk.compact("last-sequence");
            assertThat(desk.size("last-sequence")).isEqualTo(desk.count(OutcomeKind.OPENED));
            assertThat(desk.liveSequences()).isZero();
        }
        try (ConversationHarness desk = expired("expired-garbage", Leak.EXPIRED_GARBAGE)) {
            desk.tell(Leak.NONE);
            assertThat(desk.size("last-sequence")).isZero();
        }
    }

    /** All conversations have ended, and the time to live of what is remembered of them is over. */
    private static ConversationHarness expired(String option, Leak leak) throws Exception {
        ConversationHarness desk = ConversationHarness.open("--ttl=10s", "--leak", option);
        desk.tell(leak);
        desk.run(TWENTY_SECONDS);
        desk.drain();
        assertThat(desk.size("last-sequence")).isEqualTo(desk.count(OutcomeKind.OPENED));
        desk.pass(TTL + 1);
        return desk;
    }

    @Test
    void ttlRefreshedRenewsWhatNoEventTouchesAnyMore() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open("--ttl=10s", "--leak=ttl-refreshed")) {
            desk.run(TWENTY_SECONDS);
            desk.drain();
            int all = desk.size("last-sequence");
            for (int beats = 0; beats < 12; beats++) {
                desk.tell(Leak.TTL_REFRESHED);
                desk.pass(TTL / 4);
            }
            desk.compact("last-sequence");
            assertThat(desk.size("last-sequence")).isEqualTo(all).isEqualTo(desk.count(OutcomeKind.OPENED));

            desk.tell(Leak.NONE);
            desk.pass(TTL + 1);
            desk.tell(Leak.NONE);
            desk.compact("last-sequence");
            assertThat(desk.size("last-sequence")).isZero();
        }
    }

    @Test
    void ttlInactiveCarriesExpiredStateThroughARestoreUntilDeclared() throws Exception {
        OperatorSubtaskState state = ended();
        try (ConversationHarness desk = ConversationHarness.restored(Optional.of(state), "--ttl=10s")) {
            desk.pass(TTL + 1);
            desk.compact("last-sequence");
            assertThat(desk.size("last-sequence")).as("as it should be").isZero();
        }
        try (ConversationHarness desk =
                ConversationHarness.restored(Optional.of(state), "--ttl=10s", "--leak=ttl-inactive")) {
            int restored = desk.size("last-sequence");
            desk.tell(Leak.TTL_INACTIVE);
            desk.pass(TTL + 1);
            desk.run(TWENTY_SECONDS);
            desk.compact("last-sequence");
            assertThat(desk.size("last-sequence")).isEqualTo(restored).isPositive();

            desk.tell(Leak.NONE);
            desk.compact("last-sequence");
            assertThat(desk.size("last-sequence")).isZero();
        }
    }

    private static OperatorSubtaskState ended() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open("--ttl=10s")) {
            desk.run(TWENTY_SECONDS);
            desk.drain();
            return desk.snapshot();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer-profile", "transcript", "participants"})
    void deadStateIsCarriedAlongAsItWas(String dead) throws Exception {
        OperatorSubtaskState state;
        int open;
        try (ConversationHarness desk = ConversationHarness.open()) {
            desk.run(TWENTY_SECONDS);
            open = desk.size(dead);
            state = desk.snapshot();
        }
        OperatorSubtaskState later;
        try (ConversationHarness desk =
                ConversationHarness.restored(Optional.of(state), "--leak=dead-state", "--leak-state", dead)) {
            desk.skipTo(TWENTY_SECONDS);
            desk.tell(Leak.DEAD_STATE);
            desk.run(TWENTY_SECONDS);
            desk.drain();
            assertThat(desk.size(dead)).isEqualTo(open).isPositive();
            later = desk.snapshot();
        }
        try (ConversationHarness desk =
                ConversationHarness.restored(Optional.of(later), "--leak=dead-state", "--leak-state", dead)) {
            assertThat(desk.size(dead)).as("in the next checkpoint, too").isEqualTo(open);

            desk.tell(Leak.NONE);
            assertThat(desk.filled()).doesNotContain(dead);
            desk.skipTo(4 * TWENTY_SECONDS);
            desk.run(TWENTY_SECONDS);
            assertThat(desk.filled()).as("known again").contains(dead);
        }
    }

    @Test
    void operatorStateRemembersEveryTickUntilToldToStop() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open("--leak=operator-state")) {
            desk.tell(Leak.OPERATOR_STATE);
            assertThat(desk.controlEntries()).as("before the leak begins").isEqualTo(1);
            desk.run(TWENTY_SECONDS);
            for (int tick = 0; tick < 5; tick++) {
                desk.tell(Leak.OPERATOR_STATE);
            }
            assertThat(desk.controlEntries()).isEqualTo(101);

            desk.tell(Leak.NONE);
            assertThat(desk.controlEntries()).isEqualTo(1);
        }
    }

    @Test
    void aVersionWithoutAStateFillsItOnceTheNextOneHasIt() throws Exception {
        OperatorSubtaskState state;
        try (ConversationHarness desk = ConversationHarness.open("--without=transcript")) {
            desk.tell(Leak.NONE);
            desk.run(TWENTY_SECONDS);
            assertThat(desk.filled()).contains("participants").doesNotContain("transcript");
            state = desk.snapshot();
        }
        try (ConversationHarness desk = ConversationHarness.restored(Optional.of(state))) {
            desk.skipTo(TWENTY_SECONDS);
            desk.run(TWENTY_SECONDS);
            assertThat(desk.filled()).contains("transcript");
        }
    }
}
