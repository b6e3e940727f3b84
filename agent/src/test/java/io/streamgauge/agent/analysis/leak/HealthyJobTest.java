package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.Recording.Judged;
import io.streamgauge.agent.analysis.leak.SimulatedState.Spec;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** What looks like a leak and is none stays quiet. */
class HealthyJobTest {

    private static final LeakSettings SETTINGS = LeakSettings.compressed();
    private static final int HALF_HOUR = 1800;

    @TestFactory
    Stream<DynamicTest> isNotAccused() {
        Map<String, SimulatedJob> jobs = new LinkedHashMap<>();
        for (int ttl : new int[] {20, 60, 90, 120}) {
            jobs.put("state with a time to live of " + ttl + " s", job(States.ttl("remembered", ttl)));
        }
        for (int tau : new int[] {10, 30, 60, 90}) {
            jobs.put(
                    "key domain that fills, time constant " + tau + " s", job(States.domain("customers", 20_000, tau)));
        }
        for (int size : new int[] {30, 60, 120, 300, 600}) {
            jobs.put("windows of " + size + " s", job(States.windows("window-contents", size)));
        }
        jobs.put("daily cycle of 6 min", job().traffic(s -> 400 * (1 + 0.6 * Math.sin(s * 2 * Math.PI / 360))));
        jobs.put("daily cycle of 20 min", job().traffic(s -> 400 * (1 + 0.6 * Math.sin(s * 2 * Math.PI / 1200))));
        jobs.put("traffic that doubles steadily", job().traffic(s -> 400 + 400.0 * s / HALF_HOUR));
        jobs.put("traffic that grows by the same share", job().traffic(s -> 200 * Math.exp(s / 900.0)));
        jobs.put("traffic that falls", job().traffic(s -> 800 * Math.exp(-s / 900.0)));
        jobs.put("backlog that is caught up with", job().traffic(s -> s >= 500 && s < 700 ? 2000 : 400));
        jobs.put("input that stops", job().traffic(s -> s >= 500 ? 0 : 400));
        jobs.put("input that comes in bursts", job().traffic(s -> s % 120 < 60 ? 700 : 100));
        jobs.put("restarts", job().restartedAt(List.of(300, 420, 900, 1400)));
        jobs.put("job without event time", job().watermark(s -> Double.NaN));
        return jobs.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    for (long seed = 1; seed <= 3; seed++) {
                        List<Judged> ticks =
                                entry.getValue().run(HALF_HOUR, seed).judge(SETTINGS);
                        assertThat(Ticks.accused(ticks)).as("seed " + seed).isEmpty();
                    }
                }));
    }

    @Test
    void noiseOfAHundredHalfHoursIsQuietInEveryState() {
        for (long seed = 1000; seed < 1100; seed++) {
            List<Judged> ticks = job().run(HALF_HOUR, seed).judge(SETTINGS);
            assertThat(Ticks.accused(ticks)).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void aHundredStatesAtOnceAreQuiet() {
        List<Spec> specs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Spec spec = States.healthy().get(i % States.healthy().size());
            specs.add(new Spec(
                    spec.name() + "-" + i,
                    spec.births(),
                    spec.lifetimes(),
                    spec.writesPerRecord(),
                    spec.expires(),
                    spec.operands(),
                    spec.entryBytes()));
        }
        assertThat(Ticks.accused(new SimulatedJob(specs).run(HALF_HOUR, 7).judge(SETTINGS)))
                .isEmpty();
    }

    @Test
    void growthWithTrafficIsExplained() {
        List<Judged> ticks =
                job().traffic(s -> 200 * Math.exp(s / 300.0)).run(900, 1).judge(SETTINGS);
        List<Finding> found = ticks.stream()
                .flatMap(tick -> tick.findings().stream())
                .filter(finding -> finding.verdict() != Verdict.INCOMPLETE)
                .toList();
        assertThat(found).extracting(Finding::verdict).containsOnly(Verdict.EXPLAINED);
        assertThat(found)
                .allMatch(finding -> finding.cause() == null && finding.causes().isEmpty());
    }

    private static SimulatedJob job(Spec... more) {
        List<Spec> specs = new ArrayList<>(States.healthy());
        specs.addAll(List.of(more));
        return new SimulatedJob(specs);
    }
}
