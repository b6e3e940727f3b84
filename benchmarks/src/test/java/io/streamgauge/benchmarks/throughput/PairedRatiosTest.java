package io.streamgauge.benchmarks.throughput;

import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PairedRatiosTest {

    @Test
    void whatIsParticularToASubjectCancels() {
        PairedRatios ratios = new PairedRatios();
        // The first subject is a third faster than the second; treatment takes 2 %.
        ratios.add(1.33 * 0.98, 0.98 / 1.33);

        assertThat(ratios.median()).isCloseTo(0.98, within(1e-12));
    }

    @Test
    void theMedianOfTwoPairsLiesBetweenThem() {
        PairedRatios ratios = new PairedRatios();
        ratios.add(1.21, 1.21);
        ratios.add(1, 1);

        assertThat(ratios.median()).isCloseTo(1.1, within(1e-12));
    }

    @Test
    void oneWindowThatAStrangerSpoiltDoesNotCount() {
        PairedRatios ratios = new PairedRatios();
        for (int i = 0; i < 10; i++) {
            ratios.add(0.99, 0.99);
        }
        ratios.add(0.2, 0.9);

        assertThat(ratios.median()).isCloseTo(0.99, within(1e-12));
        assertThat(ratios.interval()).containsExactly(new double[] {0.99, 0.99}, within(1e-12));
    }

    /** In about 95 of 100 series; what is held is that it is neither a matter of luck nor as wide as to say nothing. */
    @Test
    void theIntervalHoldsTheTruthAboutAsOftenAsItSays() {
        Random random = new Random(7);
        int held = 0;
        double width = 0;
        for (int series = 0; series < 100; series++) {
            PairedRatios ratios = new PairedRatios();
            for (int i = 0; i < 24; i++) {
                ratios.add(noisy(0.99, random), noisy(0.99, random));
            }
            double[] interval = ratios.interval();
            held += interval[0] <= 0.99 && 0.99 <= interval[1] ? 1 : 0;
            width += (interval[1] - interval[0]) / 100;
        }

        assertThat(held).isBetween(88, 99);
        // 2 % noise a window, so 1.41 % a pair; a median of 24 has a standard error of 1.25 / sqrt(24) of that.
        assertThat(width).isBetween(0.01, 0.02);
    }

    @Test
    void theSameFiguresGiveTheSameInterval() {
        assertThat(series(3)).isEqualTo(series(3)).startsWith("1.0").contains("24 pairs");
        assertThat(series(3)).isNotEqualTo(series(4));
        assertThat(new PairedRatios()).hasToString("-");
    }

    @Test
    void aWindowWithoutRecordsIsRefused() {
        PairedRatios ratios = new PairedRatios();

        assertThatThrownBy(() -> ratios.add(0, 1)).hasMessage("expected positive ratios, found 0.0 and 1.0");
        assertThatThrownBy(() -> ratios.add(Double.NaN, 1)).hasMessage("expected positive ratios, found NaN and 1.0");
        assertThat(ratios.count()).isZero();
    }

    private static String series(long seed) {
        Random random = new Random(seed);
        PairedRatios ratios = new PairedRatios();
        for (int i = 0; i < 24; i++) {
            ratios.add(noisy(1.05, random), noisy(1.05, random));
        }
        return ratios.toString();
    }

    private static double noisy(double ratio, Random random) {
        return ratio * Math.exp(0.02 * random.nextGaussian());
    }
}
