package io.streamgauge.agent.cohort;

import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.observation.CheckpointCost;
import io.streamgauge.agent.observation.Observation;
import io.streamgauge.agent.observation.OperatorObservation;
import io.streamgauge.agent.observation.StateObservation;
import io.streamgauge.checkpoint.report.Estimate;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.TimeToLive;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JobCohortsTest {

    private static final CohortSettings SETTINGS =
            new CohortSettings(Duration.ofMinutes(10), 8, 1000, Duration.ofDays(365));
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private JobCohorts cohorts = new JobCohorts(SETTINGS);
    private int checkpoint;

    private static long spread(long key) {
        return key * 0x9e3779b97f4a7c15L;
    }

    private static StateObservation state(List<Integer> groups, long[] keys, long value) {
        Estimate estimate = new Estimate(keys.length, keys.length, keys.length, 0.95);
        long[] hashes = LongStream.of(keys).map(JobCohortsTest::spread).toArray();
        long[] values = LongStream.of(keys).map(key -> spread(key + value)).toArray();
        int[] ones = LongStream.of(keys).mapToInt(key -> 10).toArray();
        return new StateObservation(
                "carts",
                StateKind.VALUE,
                null,
                TimeToLive.OFF,
                NamespaceKind.VOID,
                null,
                1000,
                500,
                (long) keys.length,
                0L,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                new KeySample(
                        groups, estimate, estimate, new KeySample.Columns(hashes, values, ones, ones, null, null)));
    }

    private Observation observation(int id, int minutes, StateObservation state) {
        return new Observation(
                new JobRef("j", "shop"),
                START.plus(Duration.ofMinutes(minutes)),
                id,
                START,
                null,
                CheckpointCost.UNKNOWN,
                List.of(new OperatorObservation(
                        new OperatorRef("op", null, "Carts"),
                        2,
                        128,
                        100L * minutes,
                        1000L * minutes,
                        0,
                        0,
                        List.of(state))),
                List.of());
    }

    /** A checkpoint a minute. */
    private void look(long... keys) {
        checkpoint++;
        cohorts.observe(observation(checkpoint, checkpoint, state(List.of(3), keys, 0)));
    }

    private StateEvidence evidence() {
        return Objects.requireNonNull(cohorts.evidence())
                .operators()
                .get(0)
                .states()
                .get(0);
    }

    private Flow flow() {
        return Flow.sum(evidence().slices());
    }

    @Test
    void tellsWhoWasBornAndWhoDied() {
        look(1, 2, 3);
        look(1, 2, 4, 5);
        look(1, 4);
        assertThat(flow().births()).isEqualTo(2);
        // 3 at the second look, 2 at the third; nobody knows how old they were.
        assertThat(flow().elderDeaths()).isEqualTo(2);
        assertThat(flow().deaths()).isEqualTo(1);
        assertThat(evidence().now().live()).isEqualTo(2);
    }

    @Test
    void keySecondsAddUp() {
        look(1);
        look(1, 2);
        look(1, 2);
        look(1);
        // 2 lived for a minute, and then for half of one as far as anybody knows.
        double lived = 0;
        for (int bin = 0; bin < AgeBins.COUNT; bin++) {
            lived += flow().exposureSeconds(bin);
        }
        assertThat(lived).isEqualTo(90);
        assertThat(flow().elderSeconds()).isEqualTo(180);
    }

    @Test
    void theSameCheckpointAgainChangesNothing() {
        look(1, 2);
        look(1, 3);
        List<Slice> before = evidence().slices();
        assertThat(cohorts.observe(observation(checkpoint, checkpoint, state(List.of(3), new long[] {9}, 0))))
                .isFalse();
        assertThat(evidence().slices())
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                .isEqualTo(before);
    }

    @Test
    void otherKeyGroupsStartTheCohortAnew() {
        look(1, 2);
        look(1, 3);
        checkpoint++;
        cohorts.observe(observation(checkpoint, checkpoint, state(List.of(4), new long[] {7, 8}, 0)));
        assertThat(flow().births() + flow().deaths() + flow().elderDeaths()).isZero();
        assertThat(evidence().firstMillis())
                .isEqualTo(START.plus(Duration.ofMinutes(3)).toEpochMilli());
    }

    @Test
    void aRestoreFromBeforeTellsNothingOfLives() {
        look(1, 2);
        look(1, 2, 3);
        Observation later = observation(1, 9, state(List.of(3), new long[] {1, 2, 4}, 0));
        cohorts.observe(new Observation(
                later.job(),
                later.at(),
                1,
                START.plus(Duration.ofMinutes(8)),
                1L,
                later.cost(),
                later.operators(),
                List.of()));
        assertThat(flow().births()).isEqualTo(1);
        assertThat(flow().deaths()).isZero();
    }

    @Test
    void tooManyKeysAreThinnedWithoutDeaths() {
        look(LongStream.range(0, 900).toArray());
        look(LongStream.range(0, 5000).toArray());
        assertThat(evidence().now().live()).isBetween(400.0, 1000.0);
        assertThat(evidence().now().liveKeys()).isBetween(5000.0 * 128 * 0.8, 5000.0 * 128 * 1.2);
        look(LongStream.range(0, 5000).toArray());
        assertThat(flow().deaths() + flow().elderDeaths()).isZero();
    }

    @Test
    void theNumberOfSlicesIsBounded() {
        for (int i = 0; i < 3000; i++) {
            look(1, i + 2);
        }
        assertThat(evidence().slices()).hasSizeLessThanOrEqualTo(2 * 8 + 1);
        assertThat(evidence().slices().get(0).fromMillis())
                .isEqualTo(START.plus(Duration.ofMinutes(1)).toEpochMilli());
        assertThat(flow().births()).isEqualTo(2999);
    }

    @Property(tries = 50)
    void survivesBeingStored(
            @ForAll @Size(min = 1, max = 20) List<@Size(max = 30) List<@IntRange(max = 60) Integer>> looks) {
        Map<String, byte[]> stored = new HashMap<>();
        JobCohorts lasting = new JobCohorts(SETTINGS);
        int id = 0;
        for (List<Integer> keys : looks) {
            id++;
            long[] distinct =
                    keys.stream().distinct().mapToLong(Integer::longValue).toArray();
            Observation observation = observation(id, 7 * id, state(List.of(3), distinct, id / 3));
            lasting.observe(observation);
            JobCohorts again = JobCohorts.restore(SETTINGS, stored).cohorts();
            again.observe(observation);
            stored.putAll(again.changed());
            assertThat(again.evidence())
                    .usingRecursiveComparison()
                    .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                    .isEqualTo(lasting.evidence());
        }
    }

    @Property(tries = 300)
    void damageIsFoundAndCounted(@ForAll @IntRange(max = 100_000) int at, @ForAll @IntRange(max = 7) int bit) {
        look(1, 2, 3);
        look(1, 2);
        Map<String, byte[]> stored = cohorts.changed();
        String name = stored.keySet().stream()
                .filter(chunk -> chunk.startsWith("state/"))
                .findFirst()
                .orElseThrow();
        byte[] chunk = Objects.requireNonNull(stored.get(name));
        chunk[at % chunk.length] ^= (byte) (1 << bit);
        JobCohorts.Restored restored = JobCohorts.restore(SETTINGS, stored);
        assertThat(restored.corrupt()).isEqualTo(1);
        assertThat(restored.cohorts().keys()).isZero();
        cohorts = new JobCohorts(SETTINGS);
        checkpoint = 0;
    }
}
