package io.streamgauge.agent.analysis.leak.life.stat;

import io.streamgauge.agent.analysis.trend.MannKendall;
import io.streamgauge.agent.analysis.trend.TheilSen;
import io.streamgauge.agent.cohort.Shape;
import io.streamgauge.agent.cohort.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A number of a state that rises beyond chance over a stretch, in each third of it, and does not slow down.
 *
 * @param chance that values without a trend rise as much
 * @param from at the start
 * @param to at the end
 */
public record SteadyRise(double chance, double from, double to, Rate rate) {

    private static final double BY_CHANCE = 0.005;
    private static final int LEAST = 6;

    /** Null where it does not, or is not known in each slice. */
    public static @Nullable SteadyRise of(Stretch stretch, ToDoubleFunction<Shape> number, double leastGrowth) {
        List<Slice> slices = stretch.slices();
        double[] values = slices.stream()
                .mapToDouble(slice -> number.applyAsDouble(slice.end()))
                .toArray();
        if (values.length < LEAST || Arrays.stream(values).anyMatch(Double::isNaN)) {
            return null;
        }
        double chance = MannKendall.of(values).risingByChance();
        if (chance > BY_CHANCE) {
            return null;
        }
        double[] seconds = slices.stream()
                .mapToDouble(slice -> (slice.toMillis() - stretch.fromMillis()) / 1000.0)
                .toArray();
        TheilSen line = TheilSen.of(seconds, values);
        double last = values[values.length - 1];
        double grown = line.perUnit() * (seconds[seconds.length - 1] - seconds[0]);
        double start = Math.max(last - grown, 1e-9);
        if (line.lower() <= 0 || grown < leastGrowth * start) {
            return null;
        }
        int third = values.length / 3;
        double whole = (last - values[0]) / (seconds[seconds.length - 1] - seconds[0]);
        for (int i = 0; i < 3; i++) {
            int a = i * third;
            int b = i == 2 ? values.length - 1 : (i + 1) * third;
            if ((values[b] - values[a]) / (seconds[b] - seconds[a]) < 0.35 * whole) {
                return null;
            }
        }
        double size = Math.max(last, 1e-9);
        return new SteadyRise(
                chance, start, last, new Rate(line.lower() / size, line.perUnit() / size, line.upper() / size));
    }
}
