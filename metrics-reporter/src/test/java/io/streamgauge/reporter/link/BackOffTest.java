package io.streamgauge.reporter.link;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How long an agent that is away is left alone. */
class BackOffTest {

    @Test
    void backOffDoublesToItsBoundAndStartsOverAfterAHealthyMinute() {
        BackOff backOff = new BackOff(Duration.ofSeconds(60), new Random(1));
        long expected = 500_000_000L;
        for (int i = 0; i < 12; i++) {
            long wait = backOff.afterFailure(0);
            assertThat(wait).isBetween(expected / 2, expected);
            expected = Math.min(expected * 2, 60_000_000_000L);
        }
        assertThat(backOff.afterFailure(59_000_000_000L)).isGreaterThanOrEqualTo(30_000_000_000L);
        assertThat(backOff.afterFailure(60_000_000_000L)).isLessThanOrEqualTo(500_000_000L);
        assertThat(backOff.afterFailure(0)).isBetween(500_000_000L, 1_000_000_000L);
    }
}
