package io.streamgauge.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The throughput benchmark still runs, on its two real clusters; nothing is said of its figures. */
class ThroughputIT {

    @Test
    void printsARowForEachComparison() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Main.run(List.of("throughput", "1", "2", "1", "2"), new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsPattern("\\| nothing: .* \\| [0-9.]+ \\[[0-9.]+\\.\\.[0-9.]+], 4 pairs \\|")
                .containsPattern("\\| reporter and agent \\| [0-9.]+ \\[[0-9.]+\\.\\.[0-9.]+], 8 pairs \\|")
                .containsPattern("\\| reporter, nobody .* 2 pairs \\|")
                .containsPattern("\\| reporter, an agent that accepts .* 2 pairs \\|");
        String[] withAgent = printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("| reporter and agent |"))
                .findFirst()
                .orElseThrow()
                .split(" \\| ");
        // Proof that it was on: its threads and the agent took CPU time, the latter measured in steps of 10 ms.
        assertThat(most(withAgent[4])).as("reporter's threads").isPositive();
        assertThat(most(withAgent[5])).as("agent").isPositive();
    }

    /** Of "0.18 [0.15..0.20]" and the end of a row. */
    private static double most(String figure) {
        return Double.parseDouble(figure.substring(figure.indexOf("..") + 2, figure.indexOf(']')));
    }
}
