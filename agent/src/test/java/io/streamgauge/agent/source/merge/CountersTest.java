package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.source.merge.reading.OperatorMetric;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.reporter.FakeProcess;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CountersTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Each step: up to 3 restarts the subtask, above that it counts so many more. */
    @Property
    void totalsNeverGoDownAndMissNothingThatWasReported(
            @ForAll @Size(max = 60) List<@IntRange(max = 50) Integer> steps) {
        FakeProcess process = new FakeProcess("p", new ManualClock());
        RunningTotals totals = new RunningTotals();
        int attempt = 0;
        long value = 0;
        long expected = 0;
        ModelTask task = new ModelTask(process, "v", 0, attempt).times(0, 0, 0).operator("numRecordsIn", 0);
        for (int step : steps) {
            if (step <= 3) {
                task.end();
                attempt++;
                value = step;
                expected += step;
                task = new ModelTask(process, "v", 0, attempt).times(0, 0, 0);
            } else {
                value += step;
                expected += step;
            }
            task.operator("numRecordsIn", value);
            Readings.of(List.of(process.report()), new HashMap<>())
                    .operators()
                    .forEach(operator -> totals.add(operator, OperatorMetric.RECORDS_IN, 0));
            assertThat(Objects.requireNonNull(totals.get(ModelTask.JOB, "op-v", OperatorMetric.RECORDS_IN)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aReportThatIsMissedForAWhileCountsNothingTwice() {
        FakeProcess process = new FakeProcess("p", new ManualClock());
        ModelTask task = new ModelTask(process, "v", 0, 0).times(0, 0, 0).operator("numRecordsIn", 100);
        RunningTotals totals = new RunningTotals();
        add(totals, process);
        totals.forgetOld(60_000);
        task.operator("numRecordsIn", 150);
        add(totals, process);
        assertThat(totals.get(ModelTask.JOB, "op-v", OperatorMetric.RECORDS_IN)).isEqualTo(150);
    }

    private static void add(RunningTotals totals, FakeProcess process) {
        Readings.of(List.of(process.report()), new HashMap<>())
                .operators()
                .forEach(operator -> totals.add(operator, OperatorMetric.RECORDS_IN, 0));
    }

    @Test
    void ratesAreKnownAfterTenSeconds() {
        Rates<String> rates = new Rates<>();
        for (int second = 0; second < 10; second++) {
            assertThat(rates.add("a", START.plusSeconds(second), second * 3)).isNull();
        }
        Rates.Growth growth = Objects.requireNonNull(rates.add("a", START.plusSeconds(10), 30));
        assertThat(growth.of(0)).isEqualTo(30);
        assertThat(growth.seconds()).isEqualTo(10);
        rates.keep(Set.of());
        assertThat(rates.add("a", START.plusSeconds(11), 33)).isNull();
    }

    @Test
    void aClockSetBackStartsRatesAnew() {
        Rates<String> rates = new Rates<>();
        assertThat(rates.add("a", START.plusSeconds(100), 1)).isNull();
        assertThat(rates.add("a", START, 2)).isNull();
        assertThat(Objects.requireNonNull(rates.add("a", START.plusSeconds(10), 3))
                        .of(0))
                .isEqualTo(1);
    }
}
