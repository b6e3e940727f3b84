package io.streamgauge.samplejob.traffic;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PacerTest {

    private long now = 1_000;
    private int pauses;

    private final Pacer pacer = new Pacer(() -> now, millis -> {
        assertThat(millis).isBetween(1L, 100L);
        now += millis;
        pauses++;
    });

    @Test
    void holdsAnEventBackUntilItIsDue() {
        pacer.await(1_250);

        assertThat(now).isEqualTo(1_250);
        assertThat(pauses).isEqualTo(3);
    }

    @Test
    void letsWhatIsOverdueThrough() {
        pacer.await(1_000);
        pacer.await(3);

        assertThat(pauses).isZero();
    }

    @Test
    void endsWhenTheTaskIsCancelled() {
        Pacer cancelled = new Pacer(() -> 0, millis -> Thread.currentThread().interrupt());

        cancelled.await(Long.MAX_VALUE);

        assertThat(Thread.interrupted()).isTrue();
    }
}
