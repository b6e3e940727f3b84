package io.streamgauge.agent.inspect;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressLineTest {
    private final StringWriter err = new StringWriter();
    private long nanos = Long.MAX_VALUE - 1_000_000;

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(new PrintWriter(err), terminal, () -> nanos);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void saysNothingOfWhatIsQuick() {
        ProgressLine line = line(true);
        pass(Duration.ofMillis(999));

        assertThat(line.advanced(99, 100)).isTrue();
        line.clear();

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void onATerminalOneLineThatGoesAway() {
        ProgressLine line = line(true);
        pass(Duration.ofSeconds(2));
        line.advanced(512 << 20, 1 << 30);

        assertThat(err.toString()).isEqualTo("\r[############............] 50 % of 1.0 GiB, 256 MiB/s, 2 s left");

        line.clear();
        assertThat(err.toString()).endsWith(" \r").doesNotContain("\n");
    }

    @Test
    void theNextStateHasItsOwnSpeed() {
        ProgressLine line = line(false);
        pass(Duration.ofSeconds(100));
        line.advanced(1000, 1000);
        pass(Duration.ofSeconds(50));
        line.advanced(0, 4000);
        pass(Duration.ofSeconds(10));
        line.advanced(1000, 4000);

        assertThat(err.toString().lines().map(text -> text.substring(text.indexOf(']') + 2)))
                .containsExactly(
                        "100 % of 1.0 KiB, 10 B/s, 0 s left", "0 % of 3.9 KiB", "25 % of 3.9 KiB, 100 B/s, 30 s left");
    }

    @Test
    void elsewhereALineAtTimes() {
        ProgressLine line = line(false);
        for (int tenths = 0; tenths < 150; tenths++) {
            line.advanced(tenths, 150);
            pass(Duration.ofMillis(100));
        }
        line.clear();

        assertThat(err.toString().lines()).hasSize(3);
        assertThat(err.toString()).doesNotContain("\r");
    }

    @Test
    void stopsTheReading() {
        ProgressLine line = line(true);
        line.stop();
        pass(Duration.ofSeconds(5));

        assertThat(line.advanced(1, 2)).isFalse();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void toldOfNothingToReadItWaits() {
        ProgressLine line = line(false);
        pass(Duration.ofSeconds(5));

        assertThat(line.advanced(0, 0)).isTrue();
        assertThat(err.toString()).isEmpty();
    }
}
