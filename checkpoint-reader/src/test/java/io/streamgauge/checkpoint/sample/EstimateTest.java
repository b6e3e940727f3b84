package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.report.Estimate;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Simulated keys, each in one of the key groups by chance. The seed is fixed: a test that fails fails each time. */
class EstimateTest {
    private static final int RUNS = 4000;

    /** Share of the runs whose interval holds the truth. */
    private static double coverage(int keys, int groups, int read, IntToDoubleFunction countOfKey) {
        SplittableRandom random = new SplittableRandom(20240607);
        double truth = 0;
        for (int key = 0; key < keys; key++) {
            truth += countOfKey.applyAsDouble(key);
        }
        int covered = 0;
        for (int run = 0; run < RUNS; run++) {
            ClusterSums sums = new ClusterSums();
            for (int key = 0; key < keys; key++) {
                if (random.nextInt(groups) < read) {
                    sums.add(countOfKey.applyAsDouble(key));
                }
            }
            Estimate estimate = sums.estimate((double) read / groups);
            assertThat(estimate.value()).isBetween(estimate.low(), estimate.high());
            covered += truth >= estimate.low() && truth <= estimate.high() ? 1 : 0;
        }
        return (double) covered / RUNS;
    }

    @ParameterizedTest
    @CsvSource({"5000,128,1", "20000,128,1", "5000,128,8", "3000,128,64", "20000,1000,8"})
    void theIntervalHoldsTheTruthAsOftenAsItSays(int keys, int groups, int read) {
        assertThat(coverage(keys, groups, read, key -> 1)).isBetween(0.93, 0.97);
    }

    /** Timers and windows: some keys have many of them. */
    @ParameterizedTest
    @CsvSource({"20000,128,1", "20000,128,8", "5000,128,32"})
    void entriesThatClusterOnKeysMakeItWider(int keys, int groups, int read) {
        IntToDoubleFunction skewed = key -> 1 + (key % 10 == 0 ? 20 : 0) + (key % 50 == 0 ? 60 : 0);

        assertThat(coverage(keys, groups, read, skewed)).isBetween(0.93, 0.97);
    }

    @Test
    void aLargeStateIsKnownWithinAFewPercent() {
        ClusterSums oneOf128 = new ClusterSums();
        ClusterSums eightOf128 = new ClusterSums();
        for (int i = 0; i < 100_000 * 8 / 128; i++) {
            eightOf128.add(1);
            if (i < 100_000 / 128) {
                oneOf128.add(1);
            }
        }

        Estimate one = oneOf128.estimate(1 / 128.0);
        assertThat(one.value()).isBetween(99_000.0, 101_000.0);
        assertThat((one.high() - one.low()) / 2 / one.value()).isBetween(0.06, 0.08);
        Estimate eight = eightOf128.estimate(8 / 128.0);
        assertThat((eight.high() - eight.low()) / 2 / eight.value()).isBetween(0.02, 0.03);
    }

    @Test
    void nothingInTheSampleIsNotNothingInTheState() {
        Estimate estimate = new ClusterSums().estimate(1 / 128.0);

        assertThat(estimate.value()).isZero();
        assertThat(estimate.low()).isZero();
        assertThat(estimate.high()).isBetween(400.0, 600.0);
    }

    @Test
    void allKeyGroupsAreNoEstimate() {
        ClusterSums sums = new ClusterSums();
        sums.add(3);
        sums.add(4);

        assertThat(sums.estimate(1)).isEqualTo(new Estimate(7, 7, 7, 0.95));
    }
}
