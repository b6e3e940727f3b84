package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.output.alertmanager.episode.Alert;
import io.streamgauge.agent.output.alertmanager.episode.AlertContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PeerQueueTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    private static Alert alert(String name, int endsInSeconds, boolean firing) {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put("alertname", name);
        return new Alert(
                new AlertContent(labels, new TreeMap<>(), "http://agent"), NOW, NOW.plusSeconds(endsInSeconds), firing);
    }

    @Test
    void keepsTheNewestStateOfAnAlert() {
        PeerQueue queue = new PeerQueue(10);
        queue.offer(List.of(alert("a", 240, true)));
        queue.offer(List.of(alert("a", 0, false)));

        assertThat(queue.take(10)).containsExactly(alert("a", 0, false));
    }

    @Test
    void whatComesBackDoesNotReplaceWhatIsNewer() {
        PeerQueue queue = new PeerQueue(10);
        queue.offer(List.of(alert("a", 240, true)));
        List<Alert> batch = queue.take(10);
        queue.offer(List.of(alert("a", 0, false)));
        queue.giveBack(batch);

        assertThat(queue.take(10)).containsExactly(alert("a", 0, false));
        assertThat(queue.size()).isZero();
    }

    @Test
    void pushesOutTheOldestWhenFull() {
        PeerQueue queue = new PeerQueue(2);

        assertThat(queue.offer(List.of(alert("a", 240, true), alert("b", 240, true), alert("c", 240, true))))
                .isEqualTo(1);
        assertThat(queue.take(10)).containsExactly(alert("b", 240, true), alert("c", 240, true));
    }

    @Test
    void expiresFiringButNotResolvedAlerts() {
        PeerQueue queue = new PeerQueue(10);
        queue.offer(List.of(alert("a", 0, true), alert("b", 0, false)));

        assertThat(queue.removeExpired(NOW)).isEqualTo(1);
        assertThat(queue.take(10)).containsExactly(alert("b", 0, false));
    }

    @Test
    void aRefusedAlertGoesAloneUntilItIsAccepted() {
        PeerQueue queue = new PeerQueue(10);
        Alert bad = alert("bad", 240, true);
        List<Alert> all = List.of(alert("a", 240, true), bad, alert("b", 240, true));

        assertThat(queue.markRefused(bad)).isTrue();
        assertThat(queue.markRefused(bad)).isFalse();
        queue.offer(all);
        assertThat(queue.take(10)).doesNotContain(bad).hasSize(2);
        assertThat(queue.take(10)).containsExactly(bad);

        queue.markAccepted(List.of(bad));
        queue.offer(all);
        assertThat(queue.take(10)).hasSize(3);
    }

    @Property(tries = 200)
    void anAttemptAlwaysFollowsWithinTheResendPeriod(
            @ForAll @IntRange(min = 1, max = 200) int failures,
            @ForAll @IntRange(min = 100, max = 600_000) int resendMillis,
            @ForAll @DoubleRange(min = 0, max = 1) double random,
            @ForAll @IntRange(min = 0, max = 100_000) int askedSeconds) {
        Duration resend = Duration.ofMillis(resendMillis);
        Backoff backoff = new Backoff(resend, () -> random);
        for (int i = 0; i < failures; i++) {
            assertThat(backoff.failed(Duration.ofSeconds(askedSeconds)))
                    .isPositive()
                    .isLessThanOrEqualTo(resend);
        }
    }

    @Test
    void backsOffAndStartsAnewAfterASuccess() {
        Backoff backoff = new Backoff(Duration.ofSeconds(60), () -> 0);

        assertThat(List.of(wait(backoff), wait(backoff), wait(backoff), wait(backoff), wait(backoff), wait(backoff)))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L);
        backoff.succeeded();
        assertThat(wait(backoff)).isEqualTo(1);
    }

    private static long wait(Backoff backoff) {
        return backoff.failed(Duration.ZERO).toSeconds();
    }
}
