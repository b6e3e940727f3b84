package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.Recording.Judged;
import io.streamgauge.agent.analysis.leak.SimulatedState.Spec;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.metric.MetricCatalog;
import io.streamgauge.agent.metric.MetricDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold for any run, leaking or not, judged by any rule. */
class LeakPropertiesTest {

    private static final LeakSettings SETTINGS = LeakSettings.compressed();
    private static final int SECONDS = 700;

    private static final List<MetricDefinition> METRICS = List.of(
            MetricCatalog.STATE_KEYS,
            MetricCatalog.STATE_SST_BYTES,
            MetricCatalog.STATE_MEMTABLE_ENTRIES,
            MetricCatalog.STATE_MEMTABLE_DELETES,
            MetricCatalog.OPERATOR_RECORDS_IN,
            MetricCatalog.OPERATOR_WATERMARK);

    /** The kinds of runs, by number: healthy, two leaks, a stall. */
    private static SimulatedJob job(int kind) {
        List<Spec> specs = new ArrayList<>();
        for (Spec spec : States.healthy()) {
            specs.add(kind == 3 && !spec.expires() ? States.stalled(spec, 300, 600) : spec);
        }
        if (kind == 1 || kind == 2) {
            specs.add(States.leaking("leaky", kind == 1 ? 1 : 0.3, 0, 40, Integer.MAX_VALUE));
        }
        SimulatedJob job = new SimulatedJob(specs);
        return kind == 3 ? job.watermark(second -> second >= 300 && second < 600 ? 300 : second) : job;
    }

    @Property(tries = 40)
    void theUnitOfBytesDoesNotMatter(
            @ForAll @IntRange(max = 3) int kind,
            @ForAll @LongRange(min = 1, max = 1000) long seed,
            @ForAll @IntRange(min = 1, max = 20) int power) {
        Recording run = job(kind).run(SECONDS, seed);
        Recording scaled = run.scaled(MetricCatalog.STATE_SST_BYTES, Math.pow(2, power));
        assertThat(verdicts(scaled.judge(SETTINGS))).isEqualTo(verdicts(run.judge(SETTINGS)));
    }

    @Property(tries = 40)
    void thePaceOfTimeDoesNotMatterWhenTheSettingsKeepUp(
            @ForAll @IntRange(max = 3) int kind,
            @ForAll @LongRange(min = 1, max = 1000) long seed,
            @ForAll @IntRange(min = 2, max = 2000) int factor) {
        List<Judged> fast = job(kind).run(SECONDS, seed).judge(SETTINGS);
        List<Judged> slow = job(kind).slower(factor).run(SECONDS, seed).judge(slower(SETTINGS, factor));
        assertThat(verdicts(slow)).isEqualTo(verdicts(fast));
    }

    @Property(tries = 40)
    void theOrderOfStatesDoesNotMatter(
            @ForAll @IntRange(max = 2) int kind,
            @ForAll @LongRange(min = 1, max = 1000) long seed,
            @ForAll @IntRange(min = 1, max = 6) int shift) {
        Recording run = job(kind).run(SECONDS, seed);
        List<String> names = job(kind).names().stream()
                .filter(name -> !name.startsWith("_timer") && !name.startsWith("window"))
                .toList();
        Map<String, String> renamed = new HashMap<>();
        Map<String, String> back = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String other = names.get((i + shift) % names.size());
            renamed.put(names.get(i), other);
            back.put(other, names.get(i));
        }
        List<List<String>> named = new ArrayList<>();
        for (Judged tick : run.renamed(renamed).judge(SETTINGS)) {
            named.add(tick.accusations().stream()
                    .map(found -> back.getOrDefault(String.valueOf(found.state()), "?") + " " + found.verdict())
                    .sorted()
                    .toList());
        }
        List<List<String>> plain = new ArrayList<>();
        for (Judged tick : run.judge(SETTINGS)) {
            plain.add(tick.accusations().stream()
                    .map(found -> found.state() + " " + found.verdict())
                    .sorted()
                    .toList());
        }
        assertThat(named).isEqualTo(plain);
    }

    /** However steep it is: nobody is accused before warm-up and window have passed, and the job is said to be unjudged. */
    @Property(tries = 40)
    void tooLittleDataNeverAccuses(
            @ForAll @IntRange(max = 2) int kind, @ForAll @LongRange(min = 1, max = 1000) long seed) {
        for (Judged tick : job(kind).run(205, seed).judge(SETTINGS)) {
            assertThat(tick.findings()).extracting(Finding::verdict).containsOnly(Verdict.INCOMPLETE);
            assertThat(tick.findings()).extracting(Finding::state).containsOnlyNulls();
        }
    }

    /** A gauge that is off, a gap, or a late start: no tick says worse than with everything in sight. */
    @Property(tries = 80)
    void deletingEvidenceNeverRaises(
            @ForAll @IntRange(max = 3) int kind,
            @ForAll @LongRange(min = 1, max = 1000) long seed,
            @ForAll @IntRange(max = 5) int metric,
            @ForAll boolean ofAll,
            @ForAll @IntRange(max = 600) int from,
            @ForAll @IntRange(min = 30, max = 1000) int length) {
        Recording run = job(kind).run(SECONDS, seed);
        String name = METRICS.get(metric).name();
        Recording less = run.without(
                key -> ofAll || key.metric().equals(name),
                SimulatedJob.at(length >= 900 ? 0 : from).toEpochMilli(),
                SimulatedJob.at(from + length).toEpochMilli());
        List<Judged> all = run.judge(SETTINGS);
        Verdict worst = worst(all);
        List<Judged> fewer = less.judge(SETTINGS);
        assertThat(worst(fewer)).isLessThanOrEqualTo(worst);
        if (kind != 3) {
            assertThat(Ticks.accused(all)).containsAll(Ticks.accused(fewer));
        }
    }

    @Example
    void aMissingGaugeIsToldAndNotTakenForHealth() {
        for (MetricDefinition metric : METRICS.subList(0, 5)) {
            Recording less = job(1).run(400, 1).without(key -> key.metric().equals(metric.name()), 0, Long.MAX_VALUE);
            List<Finding> found = Ticks.last(less.judge(SETTINGS)).findings();
            assertThat(found).as(metric.name()).extracting(Finding::verdict).containsExactly(Verdict.INCOMPLETE);
            assertThat(found.get(0).evidence().toString()).contains("cannot be judged", "Not seen:");
        }
    }

    private static Verdict worst(List<Judged> ticks) {
        return ticks.stream()
                .flatMap(tick -> tick.findings().stream())
                .map(Finding::verdict)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.EXPLAINED);
    }

    /** Id, verdict and causes of each tick: all but the numbers. */
    private static List<List<String>> verdicts(List<Judged> ticks) {
        List<List<String>> verdicts = new ArrayList<>();
        for (Judged tick : ticks) {
            verdicts.add(tick.findings().stream()
                    .map(found -> found.id() + " " + found.verdict() + " " + found.causes())
                    .toList());
        }
        return verdicts;
    }

    private static LeakSettings slower(LeakSettings settings, int factor) {
        return new LeakSettings(
                settings.warmUp().multipliedBy(factor),
                settings.window().multipliedBy(factor),
                settings.longestWindow().multipliedBy(factor),
                settings.buckets(),
                settings.leastGrowth(),
                settings.leastKeys(),
                Duration.ofMillis(settings.watermarkStall().toMillis() * factor));
    }
}
