package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.cohort.JobCohorts;
import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.declaration.Declarations;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.observation.Observation;
import io.streamgauge.agent.observation.OperatorObservation;
import io.streamgauge.agent.observation.PlayedJob;
import io.streamgauge.agent.observation.StateObservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold for whatever a job does. */
class LifePropertiesTest {

    private static final LifeSettings SETTINGS = LifeSettings.defaults();
    private static final int HOURS = 80;

    /** What states of a random job do; times in units of an hour of the defaults. */
    private enum Behaviour {
        NEVER_CLEARED,
        PARTLY_CLEARED,
        SHORT,
        LONG,
        EXPIRES,
        WINDOWS,
        FILLS,
        REFERENCE,
        GROWS_PER_KEY;

        void add(PlayedJob job, String name, double hour) {
            double often = 20 / hour;
            switch (this) {
                case NEVER_CLEARED -> job.state(name).births((second, before) -> often / 2);
                case PARTLY_CLEARED -> job.state(name)
                        .births((second, before) -> 4 * often)
                        .livesOnAverage(4 * hour)
                        .butForEver(0.1);
                case SHORT -> job.state(name).births((second, before) -> often).livesOnAverage(3 * hour);
                case LONG -> job.state(name).births((second, before) -> often).livesOnAverage(30 * hour);
                case EXPIRES -> job.state(name)
                        .births((second, before) -> often)
                        .touched(0.1 / hour)
                        .timeToLive(24 * hour, 12 * hour);
                case WINDOWS -> job.state(name)
                        .births((second, before) -> often)
                        .windows(6 * hour, hour);
                case FILLS -> job.state(name).births((second, before) -> Math.max(0, 500 - before) / (20 * hour));
                case REFERENCE -> job.state(name).startsWith(200);
                case GROWS_PER_KEY -> job.state(name)
                        .startsWith(200)
                        .touched(0.5 / hour)
                        .weighs((second, age) -> 200 + 10 * age / hour);
            }
        }
    }

    private static PlayedJob job(long seed, double hour) {
        Random random = new Random(seed);
        PlayedJob job = new PlayedJob(seed, Duration.ofMillis((long) (2 * hour * 1000)));
        Behaviour[] all = Behaviour.values();
        for (int i = 0; i < 3; i++) {
            all[random.nextInt(all.length)].add(job, "state-" + i, hour);
        }
        return job.records(second -> 360_000 / hour).watermark(second -> second - hour / 100);
    }

    private static List<Observation> played(PlayedJob job, int hours) {
        List<Observation> observations = new ArrayList<>();
        for (int hour = 0; hour < hours; hour += 2) {
            observations.add(job.next());
        }
        return observations;
    }

    private static Map<String, Verdict> judged(LifeSettings settings, List<Observation> observations) {
        JobCohorts cohorts = new JobCohorts(settings.cohorts());
        observations.forEach(cohorts::observe);
        JobEvidence evidence = cohorts.evidence();
        Map<String, Verdict> verdicts = new TreeMap<>();
        if (evidence != null) {
            for (Finding finding : new LifeJudge(settings).judge(evidence, Declarations.NONE, Limits.NONE, List.of())) {
                String state = finding.state();
                if (state != null) {
                    verdicts.put(state, finding.verdict());
                }
            }
        }
        return verdicts;
    }

    private static boolean accuses(Verdict verdict) {
        return verdict.compareTo(Verdict.SUSPECT) >= 0;
    }

    @Property(tries = 25)
    void moreBytesChangeNoVerdict(
            @ForAll @LongRange(min = 1, max = 1_000_000) long seed, @ForAll @IntRange(min = 2, max = 5000) int factor) {
        assertThat(judged(SETTINGS, played(job(seed, 3600).bytesScale(factor), HOURS)))
                .isEqualTo(judged(SETTINGS, played(job(seed, 3600), HOURS)));
    }

    @Property(tries = 25)
    void timeThatRunsFasterWithItsSettingsChangesNoVerdict(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        LifeSettings fast = new LifeSettings(
                Duration.ofMinutes(8),
                Duration.ofMinutes(28),
                Duration.ofMinutes(124),
                SETTINGS.leastGrowth(),
                SETTINGS.leastKeys(),
                Duration.ofMillis(SETTINGS.watermarkStall().toMillis() / 360),
                SETTINGS.farAhead().dividedBy(360));
        assertThat(judged(fast, played(job(seed, 10), HOURS)))
                .isEqualTo(judged(SETTINGS, played(job(seed, 3600), HOURS)));
    }

    @Property(tries = 25)
    void theOrderOfStatesChangesNoVerdict(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        List<Observation> observations = played(job(seed, 3600), HOURS);
        List<Observation> shuffled = each(observations, states -> {
            List<StateObservation> other = new ArrayList<>(states);
            Collections.shuffle(other, new Random(seed));
            return other;
        });
        assertThat(judged(SETTINGS, shuffled)).isEqualTo(judged(SETTINGS, observations));
    }

    @Property(tries = 40)
    void tooLittleTimeNeverAccuses(
            @ForAll @LongRange(min = 1, max = 1_000_000) long seed, @ForAll @IntRange(min = 2, max = 40) int hours) {
        assertThat(judged(SETTINGS, played(job(seed, 3600), hours)).values()).noneMatch(LifePropertiesTest::accuses);
    }

    @Property(tries = 25)
    void statesWhoseKeysAreNotSeenAreNotAccused(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        List<Observation> unsampled = each(
                played(job(seed, 3600), HOURS),
                states -> states.stream().map(LifePropertiesTest::withoutSample).toList());
        assertThat(judged(SETTINGS, unsampled).values()).noneMatch(LifePropertiesTest::accuses);
    }

    private static List<Observation> each(
            List<Observation> observations, UnaryOperator<List<StateObservation>> change) {
        return observations.stream()
                .map(one -> new Observation(
                        one.job(),
                        one.at(),
                        one.checkpointId(),
                        one.runningSince(),
                        one.restoredFrom(),
                        one.cost(),
                        one.operators().stream()
                                .map(operator -> new OperatorObservation(
                                        operator.operator(),
                                        operator.parallelism(),
                                        operator.maxParallelism(),
                                        operator.recordsIn(),
                                        operator.watermarkMillis(),
                                        operator.inFlightBytes(),
                                        operator.otherBytes(),
                                        change.apply(operator.states())))
                                .toList(),
                        one.notAssessed()))
                .toList();
    }

    private static StateObservation withoutSample(StateObservation state) {
        return new StateObservation(
                state.name(),
                state.kind(),
                state.valueSerializer(),
                state.timeToLive(),
                state.namespace(),
                state.declared(),
                state.bytes(),
                state.largestSubtaskBytes(),
                state.entries(),
                state.tombstones(),
                state.oldestData(),
                state.newestData(),
                state.keyGroupBytes(),
                state.dueTimes(),
                state.lastAccess(),
                state.windowEnds(),
                null);
    }
}
