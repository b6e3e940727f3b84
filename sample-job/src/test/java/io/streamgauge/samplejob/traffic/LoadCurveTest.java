package io.streamgauge.samplejob.traffic;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LoadCurveTest {

    private static final long PERIOD = 60_000;

    @Test
    void isEvenWhenSteady() {
        assertThat(curve(LoadCurve.Shape.STEADY).dueMillis(500, 100)).isEqualTo(5_000);
    }

    @Test
    void growsByTheFirstLoadInEachPeriod() {
        LoadCurve growing = curve(LoadCurve.Shape.GROWING);

        assertThat(perSecond(growing, 0)).isCloseTo(100, within(2.0));
        assertThat(perSecond(growing, PERIOD)).isCloseTo(200, within(2.0));
        assertThat(perSecond(growing, 4 * PERIOD)).isCloseTo(500, within(2.0));
    }

    @Test
    void risesAndFallsByDayAndNightAroundTheMean() {
        LoadCurve daily = curve(LoadCurve.Shape.DAILY);

        assertThat(perSecond(daily, PERIOD / 4)).as("noon").isCloseTo(180, within(2.0));
        assertThat(perSecond(daily, 3 * PERIOD / 4)).as("midnight").isCloseTo(20, within(2.0));
        assertThat(daily.dueMillis(7 * 6_000, 100)).as("a week").isCloseTo(7.0 * PERIOD, within(1.0));
    }

    @Property(tries = 200)
    void neverGoesBack(
            @ForAll LoadCurve.Shape shape,
            @ForAll @LongRange(min = 0, max = 1L << 39) long offset,
            @ForAll @IntRange(min = 1, max = 1_000) int further,
            @ForAll @DoubleRange(min = 0.1, max = 1_000_000) double rate,
            @ForAll @LongRange(min = 1, max = 86_400_000) long period) {
        LoadCurve curve = new LoadCurve(shape, period);

        assertThat(curve.dueMillis(offset, rate)).isNotNegative();
        // The halving of a time of years leaves less than a millisecond.
        assertThat(curve.dueMillis(offset + further, rate)).isGreaterThanOrEqualTo(curve.dueMillis(offset, rate) - 1);
    }

    /** Events per second around a time, at 100 per second. */
    private static double perSecond(LoadCurve curve, long millis) {
        int events = 0;
        for (long offset = 0; curve.dueMillis(offset, 100) < millis + 1_000; offset++) {
            events += curve.dueMillis(offset, 100) >= millis ? 1 : 0;
        }
        return events;
    }

    private static LoadCurve curve(LoadCurve.Shape shape) {
        return new LoadCurve(shape, PERIOD);
    }
}
