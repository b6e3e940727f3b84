package io.streamgauge.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpreadTest {

    @Test
    void quotesTheMedianWithTheRange() {
        assertThat(of(3, 1, 2)).hasToString("2.00 [1.00..3.00]");
        assertThat(of(40, 10, 20, 30)).hasToString("25.0 [10.0..40.0]");
        assertThat(new Spread()).hasToString("-");
    }

    @Test
    void comparesRoundByRound() {
        assertThat(of(1, 2, 3).over(of(2, 4, 6)).median()).isEqualTo(0.5);
    }

    @Test
    void aLaneStandsWithItsRatioToTheFirst() {
        Table table = new Table("Title", "ms");
        table.add("first", "ms", 10);
        table.add("second", "ms", 2);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        table.print(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("| first | 10.0 [10.0..10.0] |", "| second | 2.00 [2.00..2.00] = 1/5.00 |");
    }

    private static Spread of(double... values) {
        Spread spread = new Spread();
        for (double value : values) {
            spread.add(value);
        }
        return spread;
    }
}
