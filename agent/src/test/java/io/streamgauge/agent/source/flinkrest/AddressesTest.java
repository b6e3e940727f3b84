package io.streamgauge.agent.source.flinkrest;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AddressesTest {

    private static final URI A = URI.create("http://a");
    private static final URI B = URI.create("http://b");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Addresses addresses = new Addresses(List.of(A, B), Duration.ofSeconds(5));

    @Test
    void beginsWithTheOneThatWorkedLast() {
        assertThat(addresses.candidates(START)).containsExactly(A, B);
        addresses.worked(B);
        assertThat(addresses.candidates(START)).containsExactly(B, A);
    }

    @Test
    void leavesAFailingOneAloneForLongerAndLongerUpToABound() {
        Instant now = START;
        for (int pause : new int[] {1, 2, 4, 5, 5}) {
            addresses.failed(A, now);
            assertThat(addresses.candidates(now.plusSeconds(pause).minusMillis(1)))
                    .containsExactly(B);
            now = now.plusSeconds(pause);
            assertThat(addresses.candidates(now)).containsExactly(A, B);
        }
        addresses.worked(A);
        addresses.failed(A, now);
        assertThat(addresses.candidates(now.plusSeconds(1))).contains(A);
    }

    @Test
    void aClockSetBackLengthensNoPause() {
        addresses.failed(A, START);
        assertThat(addresses.candidates(START.minusSeconds(3600))).containsExactly(A, B);
    }
}
