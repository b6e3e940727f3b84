package io.streamgauge.agent.analysis.trend;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TheilSenTest {

    /** From two points to enough for several rounds of narrowing; with ties when few levels are drawn from. */
    @Property(tries = 300)
    void selectsEveryRankAsSortingAllPairsDoes(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 160) int n,
            @ForAll @IntRange(min = 1, max = 50) int levels) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] times = new double[n];
        double[] values = new double[n];
        double time = 1_700_000_000_000.0;
        for (int i = 0; i < n; i++) {
            time += 1 + random.nextInt(5);
            times[i] = time;
            values[i] = random.nextInt(levels) + (random.nextInt(4) == 0 ? i : 0);
        }
        double[] slopes = allSlopes(times, values);

        SlopeSelection selection = new SlopeSelection(times, values);

        for (long rank : new long[] {0, slopes.length / 3, slopes.length / 2, slopes.length - 1}) {
            double expected = slopes[(int) rank];
            assertThat(selection.ranked(rank)).isEqualTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
        }
    }

    @Test
    void selectsAmongAMillionPairs() {
        SplittableRandom random = new SplittableRandom(7);
        int n = 1440;
        double[] times = new double[n];
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            times[i] = i * 10.0;
            values[i] = 3 * i + 400 * random.nextDouble();
        }
        double[] slopes = allSlopes(times, values);
        SlopeSelection selection = new SlopeSelection(times, values);
        for (int rank = 0; rank < slopes.length; rank += 51_437) {
            assertThat(selection.ranked(rank)).isEqualTo(slopes[rank], within(1e-12));
        }
    }

    @Test
    void isNotSwayedByWildValues() {
        double[] times = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        double[] values = {0, 2, 4, 900, 8, 10, 12, -700, 16, 18};
        assertThat(TheilSen.of(times, values).perUnit()).isEqualTo(2, within(1e-9));
    }

    @Test
    void theIntervalHoldsTheSlopeOfNoisyValues() {
        SplittableRandom random = new SplittableRandom(1);
        int held = 0;
        for (int run = 0; run < 400; run++) {
            double[] times = new double[30];
            double[] values = new double[30];
            for (int i = 0; i < 30; i++) {
                times[i] = i;
                values[i] = 5 * i + 40 * random.nextDouble();
            }
            TheilSen line = TheilSen.of(times, values);
            held += line.lower() <= 5 && 5 <= line.upper() ? 1 : 0;
        }
        assertThat(held / 400.0).isBetween(0.92, 0.98);
    }

    @Test
    void saysNothingOfTheIntervalWithTooFewPoints() {
        TheilSen line = TheilSen.of(new double[] {0, 1}, new double[] {0, 1});
        assertThat(line.perUnit()).isEqualTo(1);
        assertThat(line.lower()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> TheilSen.of(new double[] {0}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] allSlopes(double[] times, double[] values) {
        double[] slopes = new double[times.length * (times.length - 1) / 2];
        int next = 0;
        for (int i = 0; i < times.length; i++) {
            for (int j = i + 1; j < times.length; j++) {
                slopes[next++] = (values[j] - values[i]) / (times[j] - times[i]);
            }
        }
        Arrays.sort(slopes);
        return slopes;
    }
}
