package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.Recording.Judged;
import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Real runs of the sample job, see the README beside the recordings. */
class RecordedJobsTest {

    @ParameterizedTest
    @CsvSource({
        "flink-2.3-never-cleared, customer-profile, 300",
        "flink-2.3-partly-cleared, customer-profile, 300",
        "flink-2.3-stalled-watermark, _timer_state/event_user-timers, 120",
        "flink-1.20-stalled-watermark, _timer_state/event_user-timers, 120"
    })
    void namesTheLeakAndNothingElseAndClearsWhenItIsFixed(String run, String state, double within) throws IOException {
        List<Judged> ticks = read(run).judge(LeakSettings.compressed());

        assertThat(Ticks.accused(ticks)).containsExactly("conversations/" + state);
        assertThat(Ticks.suspectedAt(ticks, state)).isLessThan(within);
        assertThat(Ticks.lastAccusedAt(ticks)).isBetween(290.0, 400.0);
    }

    @Test
    void namesTheCauseOfAStall() throws IOException {
        List<Judged> ticks = read("flink-2.3-stalled-watermark").judge(LeakSettings.compressed());
        assertThat(ticks.stream().flatMap(tick -> tick.accusations().stream()))
                .isNotEmpty()
                .allMatch(finding -> finding.cause() == Cause.STALLED_WATERMARK)
                .allMatch(finding -> finding.verdict() != Verdict.CONFIRMED);
    }

    @Test
    void saysNothingOfTheHealthyJob() throws IOException {
        assertThat(Ticks.accused(read("flink-2.3-none").judge(LeakSettings.compressed())))
                .isEmpty();
    }

    private static Recording read(String name) throws IOException {
        Path home = Path.of(Objects.requireNonNull(System.getProperty("streamgauge.home")));
        Path file = home.resolve("agent/src/test/resources/analysis/leak/" + name + ".csv");
        Recording recording = new Recording(1000);
        recording.event(0, JobEvent.Kind.SEEN);
        recording.event(0, JobEvent.Kind.RUNNING);
        for (String line :
                Files.readAllLines(file).subList(1, Files.readAllLines(file).size())) {
            String[] cells = line.split(",", -1);
            double second = Double.parseDouble(cells[0]);
            recording.state(
                    cells[1], second, cells[2], Double.parseDouble(cells[3]), Double.parseDouble(cells[4]), 0, 0);
            recording.operator(
                    cells[1],
                    second,
                    Double.parseDouble(cells[5]),
                    cells[6].isEmpty() ? null : Double.parseDouble(cells[6]) / 1000);
        }
        return recording;
    }
}
