package io.streamgauge.agent.system;

import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.cases.LeakCase;
import io.streamgauge.testbed.demo.Artifacts;
import io.streamgauge.testbed.live.Judgement;
import io.streamgauge.testbed.live.LiveSuite;
import io.streamgauge.testbed.live.ResultTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The live suite in short: two leaks and two look-alikes at once; {@code dev/live} runs them all. */
class LiveSuiteIT {

    private static final Duration LENGTH = Duration.ofMinutes(5);

    @Test
    void findsWhatLeaksAndNothingElse() {
        List<LeakCase> cases = Stream.of("never-cleared", "stalled-watermark", "daily-cycle", "restarts")
                .map(LeakCase::named)
                .flatMap(Optional::stream)
                .toList();
        assertThat(cases).hasSize(4);

        List<Judgement> judgements = new LiveSuite(
                        FlinkVersion.V2_3, cases, Artifacts.ofThisBuild(), System.out::println)
                .run(LENGTH).stream().map(Judgement::of).toList();

        assertThat(judgements).as(ResultTable.of(judgements)).hasSize(4).allMatch(Judgement::isRight);
        assertThat(judgements)
                .as("hard proof is sure: %s", ResultTable.of(judgements))
                .filteredOn(judgement -> judgement.of().leakCase().name().equals("stalled-watermark"))
                .allMatch(judgement -> judgement.confirmedAfter() != null);
    }
}
