package io.streamgauge.agent.analysis.trend;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MannKendallTest {

    @Property
    void countsTheSameAsAllPairs(@ForAll("values") double[] values) {
        long s = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                s += (long) Math.signum(values[j] - values[i]);
            }
        }
        assertThat(MannKendall.of(values).s()).isEqualTo(s);
    }

    /** Few distinct numbers, so that there are ties. */
    @Provide
    Arbitrary<double[]> values() {
        return Arbitraries.integers()
                .between(-20, 20)
                .map(Integer::doubleValue)
                .array(Double[].class)
                .ofMaxSize(80)
                .map(boxed -> {
                    double[] values = new double[boxed.length];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = boxed[i];
                    }
                    return values;
                });
    }

    @Test
    void knowsTheVarianceOfTiedValues() {
        // 5 values, one tie of 2: (5*4*15 - 2*1*9) / 18
        assertThat(MannKendall.of(new double[] {1, 2, 2, 3, 4}).variance()).isEqualTo(282.0 / 18, within(1e-12));
    }

    @Test
    void isSureOfARiseAndOfAFall() {
        double[] rising = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertThat(MannKendall.of(rising).risingByChance()).isLessThan(1e-4);
        assertThat(MannKendall.of(rising).fallingByChance()).isEqualTo(1);
        double[] falling = {10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
        assertThat(MannKendall.of(falling).fallingByChance()).isLessThan(1e-4);
    }

    @Test
    void seesNothingInConstantOrMissingValues() {
        assertThat(MannKendall.of(new double[] {3, 3, 3, 3}).risingByChance()).isEqualTo(1);
        assertThat(MannKendall.of(new double[0]).risingByChance()).isEqualTo(1);
    }

    @Test
    void theNormalTailIsRight() {
        assertThat(Normal.upperTail(0)).isEqualTo(0.5, within(1e-7));
        assertThat(Normal.upperTail(1.959963985)).isEqualTo(0.025, within(1e-7));
        assertThat(Normal.upperTail(3)).isEqualTo(0.001349898, within(1e-7));
    }
}
