package io.streamgauge.testbed.process;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AwaitTest {
    @Test
    void returnsTheFirstValueThatSatisfies() {
        AtomicInteger counter = new AtomicInteger();

        assertThat(Await.upTo(Duration.ofSeconds(10), "count").until(counter::incrementAndGet, value -> value >= 3))
                .isEqualTo(3);
    }

    @Test
    void tellsTheLastSeenValueAtTheDeadline() {
        assertThatThrownBy(() -> Await.upTo(Duration.ZERO, "two workers").until(() -> "one worker", seen -> false))
                .isInstanceOf(TestbedException.class)
                .hasMessage("two workers: not within 0 ms; last seen: one worker");
    }

    @Test
    void takesAFailureToReadAsNotYet() {
        AtomicInteger counter = new AtomicInteger();

        int value = Await.upTo(Duration.ofSeconds(10), "count")
                .until(
                        () -> {
                            if (counter.incrementAndGet() < 3) {
                                throw new TestbedException("refused");
                            }
                            return counter.get();
                        },
                        seen -> true);

        assertThat(value).isEqualTo(3);
    }

    @Test
    void givesUpAtOnceWhenHopeless() {
        assertThatThrownBy(() -> Await.upTo(Duration.ofDays(1), "server ready")
                        .unless(() -> "it exited with code 1")
                        .until(() -> "nothing", seen -> false))
                .hasMessage("server ready: cannot happen any more: it exited with code 1; last seen: nothing");
    }

    @Test
    void stopsWhenInterruptedAndLeavesTheFlagSet() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Await.upTo(Duration.ofDays(1), "end").untilTrue(() -> false))
                .hasMessage("end: interrupted while waiting; last seen: false");

        assertThat(Thread.interrupted()).isTrue();
    }
}
