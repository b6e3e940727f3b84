package io.streamgauge.samplejob.conversation;

import io.streamgauge.samplejob.leak.Leak;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What state does where it grows without a leak. */
class LookAlikesTest {

    private static final int TWENTY_SECONDS = 2_000;

    @Test
    void profilesFillTheirDomainEverSlowerAndStay() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open("--customers=300", "--ttl=1s")) {
            desk.tell(Leak.NONE);
            desk.run(TWENTY_SECONDS);
            int first = desk.size("customer-profile");
            desk.run(TWENTY_SECONDS);
            int second = desk.size("customer-profile") - first;
            desk.run(20 * TWENTY_SECONDS);
            int nearlyAll = desk.size("customer-profile");
            desk.run(5 * TWENTY_SECONDS);
            desk.drain();

            assertThat(second).isPositive().isLessThan(first);
            assertThat(nearlyAll).isBetween(280, 300);
            assertThat(desk.size("customer-profile")).isBetween(nearlyAll, 300);
            assertThat(desk.filled()).containsExactly("customer-profile", "last-sequence");
        }
    }

    @Test
    void aProfileIsWrittenOnceHoweverOftenItsCustomerComes() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open("--customers=60", "--ttl=1s")) {
            desk.run(TWENTY_SECONDS);
            desk.drain();
            Map<Long, String> profiles = desk.profiles();
            int opened = desk.count(OutcomeKind.OPENED);
            desk.run(TWENTY_SECONDS);
            desk.drain();

            assertThat(desk.count(OutcomeKind.OPENED)).as("come back").isGreaterThan(opened + 5);
            assertThat(profiles).isNotEmpty();
            assertThat(desk.profiles()).containsAllEntriesOf(profiles);
        }
    }

    @Test
    void nothingDiesBeforeTheFirstLifetimeIsOver() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open("--rating-window=60s")) {
            desk.run(3 * TWENTY_SECONDS);
            assertThat(desk.count(OutcomeKind.CLOSED)).isGreaterThan(100);
            assertThat(desk.count(OutcomeKind.FORGOTTEN)).isZero();
            int grown = desk.size("customer-profile");

            desk.run(3 * TWENTY_SECONDS);
            assertThat(desk.count(OutcomeKind.FORGOTTEN)).isGreaterThan(100);
            assertThat(desk.size("customer-profile")).isLessThan(grown * 5 / 4);
        }
    }

    @Test
    void theMoreTrafficTheMoreStateThoughAllIsForgotten() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open(
                "--load=growing", "--load-period=10s", "--throttle=clock", "--rating-window=5s")) {
            desk.run(TWENTY_SECONDS);
            int early = desk.size("customer-profile");
            desk.run(4 * TWENTY_SECONDS);
            assertThat(desk.size("customer-profile")).isGreaterThan(early * 5 / 4);

            desk.drain();
            assertThat(desk.filled()).containsExactly("last-sequence");
        }
    }

    @Test
    void failsAsOftenAsItWasTold() throws Exception {
        try (ConversationHarness desk = ConversationHarness.open("--fail-every=10s")) {
            desk.tell(Leak.NONE);
            desk.pass(9_999);
            desk.tell(Leak.NONE);
            desk.pass(1);
            assertThatThrownBy(() -> desk.tell(Leak.NONE)).hasStackTraceContaining("told to fail every 10000 ms");
        }
    }
}
